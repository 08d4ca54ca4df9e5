import { expect, test } from 'vitest';
import type { RealisedErrors } from '../../../src/contracts/cycle.ts';
import type { RecordedEvaluation } from '../../../src/ports/dataset-catalogue.ts';
import type { Registry } from '../../../src/ports/registry.ts';
import { showMonitoring } from '../../../src/app/monitoring/show-monitoring.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';

const project = {
  resolved: { environments: { dev: {} }, regions: [{ name: 'north', timeZone: 'UTC' }] },
} as unknown as LoadedProject;

const errors = (week: string, units: number, absoluteError: number, more: Partial<RealisedErrors> = {}) => ({
  ...{ week, rows: 2, units, absoluteError, baselineAbsoluteError: 2 * absoluteError, error: absoluteError / 2 },
  ...{ soldRows: 2, relativeError: 0.5, intervalRows: 2, insideInterval: 1, ...more },
});

function evaluated(cutoff: string, segments: Readonly<Record<string, readonly RealisedErrors[]>>): RecordedEvaluation {
  return { cycleId: `cycle/${cutoff}`, cutoff, evaluation: { rows: 1, metrics: {}, segments } };
}

/** An app whose registry has these evaluations, and a champion of large/fast. */
function appWith(evaluations: readonly RecordedEvaluation[]) {
  const asked: string[] = [];
  const metrics = { ensemble: { rows: 1, mape: 0.2, rmse0: null, rmseAll: 1, wape: 0.1, bias: 0.01 } };
  const registry = {
    newestForecasts: () => Promise.resolve([{ region: 'north', cutoff: '2026-11-16' }]),
    evaluations: (_environment: string, _region: string, from: string, to: string) => {
      asked.push(`${from}–${to}`);
      return Promise.resolve(evaluations);
    },
    champion: (_environment: string, { velocity }: { velocity: string }) =>
      Promise.resolve(
        velocity === 'fast'
          ? { version: 'm1', trainingCutoff: '2026-11-02', backtest: { metrics, coverage: 0.8 } }
          : undefined,
      ),
  } as unknown as Registry;
  return { app: testApp({ registry, project }), asked };
}

test('a week counts as the last cycle knew it; segments are added up before sums are divided', async () => {
  const { app, asked } = appWith([
    evaluated('2026-11-09', { 'large/fast': [errors('2026-11-09', 10, 5)] }),
    evaluated('2026-11-16', {
      'large/fast': [errors('2026-11-09', 30, 6), errors('2026-11-16', 0, 1)],
      'large/slow': [errors('2026-11-09', 10, 4)],
    }),
  ]);
  const { all, segments } = await performed(showMonitoring, app, { environment: 'dev', region: 'north', weeks: 4 });
  expect(asked).toEqual(['2026-10-19–2026-11-23']);
  expect(all).toEqual([
    { week: '2026-11-09', rows: 4, units: 40, wape: 0.25, baselineWape: 0.5, mape: 0.25, bias: 0.125, coverage: 0.5 },
    { week: '2026-11-16', rows: 2, units: 0, wape: null, baselineWape: null, mape: 0.25, bias: null, coverage: 0.5 },
  ]);
  expect(segments.map(({ segment, weeks }) => [segment, weeks.map(({ week, wape }) => [week, wape])])).toEqual([
    [
      'large/fast',
      [
        ['2026-11-09', 0.2],
        ['2026-11-16', null],
      ],
    ],
    ['large/slow', [['2026-11-09', 0.4]]],
  ]);
  expect(segments.map(({ promised }) => promised)).toEqual([
    { version: 'm1', trainedTo: '2026-11-02', wape: 0.1, mape: 0.2, bias: 0.01, coverage: 0.8 },
    undefined,
  ]);
});

test('no more weeks than asked for; what earlier code did not measure is unknown', async () => {
  const { week, rows, units, absoluteError, baselineAbsoluteError } = errors('2026-11-09', 10, 5);
  const { app } = appWith([
    evaluated('2026-11-16', {
      'large/fast': [errors('2026-11-02', 10, 5), { week, rows, units, absoluteError, baselineAbsoluteError }],
    }),
  ]);
  const { all, segments } = await performed(showMonitoring, app, { environment: 'dev', region: 'north', weeks: 1 });
  expect(all).toEqual([
    { week, rows: 2, units: 10, wape: 0.5, baselineWape: 1, mape: null, bias: null, coverage: null },
  ]);
  expect(segments[0]?.weeks).toEqual(all);
});

test('before any sales have arrived there is nothing; an unknown region is refused', async () => {
  const { app } = appWith([]);
  expect(await performed(showMonitoring, app, { environment: 'dev', region: 'north' })).toEqual({
    ...{ environment: 'dev', region: 'north', all: [], segments: [] },
  });
  await expect(performed(showMonitoring, app, { environment: 'dev', region: 'east' })).rejects.toMatchObject({
    code: 'unknown-region',
  });
});
