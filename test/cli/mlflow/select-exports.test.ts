import { expect, test } from 'vitest';
import { selectExports, type WantedExports } from '../../../src/cli/mlflow/select-exports.ts';
import { UsageError } from '../../../src/cli/usage.ts';
import { registeredModel } from '../../support/registered-models.ts';

const models = [
  { ...registeredModel('bbbbbbbb', 'fast', 'challenger'), registeredAt: '2025-10-08T00:00:00.000Z' },
  registeredModel('aaaaaaaa'),
];
const exported = {
  runId: 'r',
  modelName: 'm',
  number: '1',
  at: '2025-10-09T00:00:00.000Z',
  standing: { 'shelfcast.stage.dev': 'champion' },
};
const chosen = (wanted: WantedExports): string[] =>
  selectExports(models, [{ version: 'aaaaaaaa', exported }], wanted).map(({ version, what }) => `${version} ${what}`);

test('without further words what is not there yet; everything, one, or those since a day on demand', () => {
  expect(chosen({})).toEqual(['bbbbbbbb model']);
  expect(chosen({ all: true })).toEqual(['aaaaaaaa model', 'bbbbbbbb model']);
  expect(chosen({ version: 'aaaa' })).toEqual(['aaaaaaaa model']);
  expect(chosen({ all: true, since: '2025-10-08' })).toEqual(['bbbbbbbb model']);
});

test('a version or day that is none is refused', () => {
  expect(() => chosen({ version: 'cccc' })).toThrow(UsageError);
  expect(() => chosen({ since: 'monday' })).toThrow('--since takes a day, YYYY-MM-DD, not "monday"');
});
