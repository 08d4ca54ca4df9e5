import { expect, test } from 'vitest';
import { exportedText, exportOutcomeText } from '../../../src/reports/mlflow/exported-text.ts';

const model = { version: 'abcd1111', segment: 'north/large/fast' };
const answer = {
  target: 'http://tracker',
  dryRun: false,
  wanted: [{ ...model, what: 'model' }],
  outcomes: [],
} as const;

test('each model is reported with where it went, or why it did not', () => {
  const tracked = { modelName: 'shelfcast.small.north', number: '3' };
  expect(exportOutcomeText({ ...model, outcome: 'exported', tracked })).toBe(
    'north/large/fast abcd1111 exported as shelfcast.small.north 3',
  );
  expect(exportOutcomeText({ ...model, outcome: 'failed', reason: 'no answer' })).toBe(
    'north/large/fast abcd1111 failed: no answer',
  );
  expect(exportOutcomeText({ ...model, outcome: 'busy' })).toBe(
    'north/large/fast abcd1111 busy: another exporter is working on it',
  );
});

test('an export is summed up; a dry run says what would be written', () => {
  expect(exportedText({ ...answer, outcomes: [{ ...model, outcome: 'exported' }] })).toBe(
    '1 of 1 written to http://tracker',
  );
  expect(exportedText({ ...answer, wanted: [] })).toBe('http://tracker knows every model');
  const standing = { ...model, version: 'ef334455', what: 'standing' } as const;
  expect(exportedText({ ...answer, dryRun: true, wanted: [...answer.wanted, standing] })).toBe(
    [
      'north/large/fast abcd1111: the whole model would be written',
      'north/large/fast ef334455: its tags and aliases would be written',
      '2 would be written to http://tracker',
    ].join('\n'),
  );
});
