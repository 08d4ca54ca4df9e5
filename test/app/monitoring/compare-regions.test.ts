import { expect, test } from 'vitest';
import type { RealisedErrors } from '../../../src/contracts/cycle.ts';
import type { RecordedEvaluation } from '../../../src/ports/dataset-catalogue.ts';
import type { Registry } from '../../../src/ports/registry.ts';
import { compareRegions } from '../../../src/app/monitoring/compare-regions.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';

const regions = ['north', 'south', 'west'].map((name) => ({ name, timeZone: 'UTC' }));
const project = { resolved: { environments: { dev: {} }, regions } } as unknown as LoadedProject;

const errors = (week: string, units: number, absoluteError: number): RealisedErrors => ({
  ...{ week, rows: 2, units, absoluteError, baselineAbsoluteError: 2 * absoluteError, error: absoluteError / 2 },
  ...{ soldRows: 2, relativeError: 0.5, intervalRows: 2, insideInterval: 1 },
});

function evaluated(region: string, segments: Readonly<Record<string, readonly RealisedErrors[]>>): RecordedEvaluation {
  const cutoff = '2026-11-16';
  return { cycleId: `cycle/dev/${region}/${cutoff}/1`, cutoff, evaluation: { rows: 1, metrics: {}, segments } };
}

const champion = (region: string, velocity: 'fast' | 'slow', wape: number | null) => ({
  record: { segment: { region, format: 'large', velocity }, backtest: { metrics: { ensemble: { wape } } } },
});

/** An app whose registry has these evaluations, with champions of north, one of which has no backtest to speak of. */
function appWith(evaluations: readonly RecordedEvaluation[], newest = ['2026-11-09', '2026-11-16']) {
  const asked: unknown[] = [];
  const registry = {
    newestForecasts: () => Promise.resolve(newest.map((cutoff) => ({ region: 'north', cutoff }))),
    evaluations: (...question: readonly unknown[]) => {
      asked.push(question);
      return Promise.resolve(evaluations);
    },
    findModels: () =>
      Promise.resolve({ total: 2, models: [champion('north', 'fast', 0.1), champion('north', 'slow', 0.4)] }),
  } as unknown as Registry;
  return { app: testApp({ registry, project }), asked };
}

test('every region with sales has a line, whose promise counts by the units of its segments', async () => {
  const { app, asked } = appWith([
    evaluated('south', { 'large/fast': [errors('2026-11-16', 10, 8)] }),
    evaluated('north', {
      'large/fast': [errors('2026-11-09', 20, 2), errors('2026-11-16', 10, 1)],
      'large/slow': [errors('2026-11-16', 10, 6)],
    }),
  ]);
  const { regions: found } = await performed(compareRegions, app, { environment: 'dev', weeks: 2 });
  expect(asked).toEqual([['dev', undefined, '2026-11-02', '2026-11-23']]);
  expect(found).toEqual([
    {
      ...{ region: 'north', weeks: 2, units: 40, wape: 9 / 40, baselineWape: 18 / 40, bias: 4.5 / 40, coverage: 0.5 },
      promised: (0.1 * 30 + 0.4 * 10) / 40,
    },
    {
      ...{ region: 'south', weeks: 1, units: 10, wape: 0.8, baselineWape: 1.6, bias: 0.4, coverage: 0.5 },
      promised: null,
    },
  ]);
});

test('weeks before those that are asked for do not count, but the region does', async () => {
  const { app } = appWith([evaluated('north', { 'large/fast': [errors('2026-11-02', 10, 1)] })]);
  const { regions: found } = await performed(compareRegions, app, { environment: 'dev', weeks: 2 });
  expect(found).toEqual([
    {
      ...{ region: 'north', weeks: 0, units: 0, wape: null, baselineWape: null, bias: null, coverage: null },
      promised: null,
    },
  ]);
});

test('what earlier code evaluated lacks bias and coverage, and does not take those of other weeks with it', async () => {
  const { error: _error, insideInterval: _inside, intervalRows: _rows, ...earlier } = errors('2026-11-09', 30, 3);
  const { app } = appWith([evaluated('north', { 'large/fast': [earlier, errors('2026-11-16', 10, 1)] })]);
  const { regions: found } = await performed(compareRegions, app, { environment: 'dev', weeks: 2 });
  expect(found).toMatchObject([{ weeks: 2, units: 40, wape: 0.1, bias: 0.05, coverage: 0.5 }]);
});

test('before anything was published there is nothing; an unknown environment is refused', async () => {
  const { app, asked } = appWith([], []);
  expect(await performed(compareRegions, app, { environment: 'dev' })).toEqual({ environment: 'dev', regions: [] });
  expect(asked).toEqual([]);
  await expect(performed(compareRegions, app, { environment: 'test' })).rejects.toMatchObject({
    code: 'unknown-environment',
  });
});
