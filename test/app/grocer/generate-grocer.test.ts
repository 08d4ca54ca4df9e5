import { expect, test } from 'vitest';
import type { OperationStep } from '../../../src/app/app.ts';
import { generateGrocer } from '../../../src/app/grocer/generate-grocer.ts';
import { defaultGrocer, type GrocerSettings } from '../../../src/generator/settings.ts';
import { performed, testApp } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';

const errors = { mape: 0.2, wape: null };
const generated = {
  ...{ shipmentRows: 100, dirtyRows: 1, correctedRows: 2 },
  oracle: [
    {
      ...({ region: 'north', format: 'large', velocity: 'fast', items: ['apples'], rows: 9, zeroShare: 0.1 } as const),
      errors: { mean: errors, median: errors, relative: errors },
    },
  ],
};

test('a grocer is generated where the edge wants it, and its weeks are reported as they come', async () => {
  const steps: OperationStep[] = [];
  const written: GrocerSettings[] = [];
  const progress = { region: 'north', week: 1, weeks: 4, rows: 10 };
  const app = testApp({
    writeGrocer: (settings, onWeek) => {
      written.push(settings);
      onWeek(progress);
      return Promise.resolve({ ...generated, peakRssMb: undefined });
    },
    onStep: (step) => steps.push(step),
  });
  const settings = { ...defaultGrocer, schemaChange: 'renamed', weeks: 60, arrivals: 2 } as const;
  expect(await performed(generateGrocer, app, settings)).toEqual({
    ...{ seconds: expect.any(Number) as number, lastWeek: '2018-02-19', arrivingWeeks: ['2018-02-26', '2018-03-05'] },
    ...{ settings, ...generated },
  });
  expect(written).toEqual([settings]);
  expect(steps).toEqual([{ step: 'week-generated', progress }]);
});

test('settings out of bounds are refused, all at once', async () => {
  const settings = { ...defaultGrocer, stores: 1, from: '2017-01-03' };
  const text = await refusalMessage(() => performed(generateGrocer, testApp({}), settings));
  expect(text).toMatch(/^UsageError: this cannot be asked: stores: .*; from: must be a Monday$/);
});
