import { expect, test } from 'vitest';
import type { Retraining } from '../../../src/contracts/retraining.ts';
import { retrainingText } from '../../../src/reports/deployment/retraining-text.ts';

const region = (
  name: string,
  outcome: 'queued' | 'duplicate' | 'same-code' | 'no-champion',
  ...segments: string[]
) => ({
  ...{ environment: 'prod', region: name, outcome, segments },
});
const compared: Retraining = {
  ...{ state: 'compared', codeVersion: 'c2', triggerId: 'code/c2' },
  regions: [
    region('north', 'queued', 'large/fast', 'large/slow'),
    region('south', 'duplicate', 'large/fast'),
    region('east', 'same-code'),
    region('west', 'no-champion'),
    { ...region('centre', 'queued', 'large/fast'), outcome: 'failed', failure: 'no answer' },
  ],
};

test('each region has a line', () => {
  expect(retrainingText(compared).split('\n')).toEqual([
    'north: asked to retrain (large/fast, large/slow trained with other code)',
    'south: has been asked to retrain before (large/fast trained with other code); "request" asks for another cycle',
    'east: its champions have this code',
    'west: has no champion yet',
    'centre: NOT ASKED: no answer',
  ]);
});

test('where no region was asked, the text says why', () => {
  expect(retrainingText({ state: 'left-out' })).toBe('no region was asked to retrain');
  expect(retrainingText({ state: 'unknown-code', thisBuild: 'b2' })).toBe(
    'no region was asked to retrain: this checkout is build b2 and does not know the forecasting code of another; run the command in the checkout of that build to ask them',
  );
  expect(retrainingText({ state: 'failed', reason: 'the registry is away' })).toBe(
    'no region was asked to retrain: the registry is away\nRun the command again when that is fixed, or with --no-retrain',
  );
});
