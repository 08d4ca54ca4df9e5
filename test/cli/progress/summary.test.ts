import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { flooredNote } from '../../../src/contracts/shown-mape.ts';
import type { CycleView } from '../../../src/ports/cycle-progress.ts';
import { summaryText } from '../../../src/cli/progress/summary.ts';
import { backtest, cycleResult } from '../../support/cycle-result.ts';

const view: CycleView = { region: 'north', stage: 'done', activities: [], segments: [], result: cycleResult };
const summary = (...views: readonly CycleView[]): readonly string[] =>
  stripVTControlCharacters(summaryText(views, 'http://127.0.0.1:8233')).split('\n');

test('errors by segment, what fell short, past forecasts, and where to look further', () => {
  expect(summary(view)).toEqual([
    'north · cutoff 2025-10-06 · backtest MAPE (WAPE) by segment',
    'segment             cause   outcome       baseline          lasso  network  seasonal       ensemble  reduction',
    '----------  -------------  --------  -------------  -------------  -------  --------  -------------  ---------',
    'large/fast  never-trained  promoted  50.0% (40.0%)  30.0% (25.0%)        -         -  27.5% (20.0%)     −45.0%',
    'large/slow           data    failed',
    'large/slow failed: too little history',
    'degraded:',
    '  large/slow: too little history',
    'past forecasts against 12 actuals that have arrived: ensemble 25.0%, baseline 60.0% MAPE',
    'dataset     480 rows, 6 quarantined, version 0123456789ab',
    'forecasts   24 rows in file:///forecasts/north/2025-10-06.csv',
    '',
    'Temporal UI  http://127.0.0.1:8233',
  ]);
});

test('trees have a column where a segment has them', () => {
  const [promoted, ...others] = cycleResult.segments;
  const metrics = { ...backtest.metrics, trees: backtest.metrics.lasso! };
  const segments = [{ ...promoted!, backtest: { ...backtest, metrics } }, ...others];
  const [, head, , row] = summary({ ...view, result: { ...cycleResult, segments } });
  expect(head).toMatch(/ lasso {2}network +trees {2}seasonal /);
  expect(row).toContain('30.0% (25.0%)        -  30.0% (25.0%)         - ');
});

test('forecasts that are evaluated again since actuals came late', () => {
  const of = (cutoff: string, why: string) => ({ cutoff, rows: 6, wape: 0.2, why });
  const cutoffs = [
    of('2025-08-25', 'late: 2025-09-08'),
    of('2025-09-01', 'late: 2025-09-08'),
    of('2025-09-29', 'recent'),
  ];
  const evaluation = { ...cycleResult.evaluation, cutoffs };
  expect(summary({ ...view, result: { ...cycleResult, evaluation } })[9]).toBe(
    'of them the forecasts of 2 cutoffs again, since actuals arrived late: from 2025-08-25 on',
  );
});

const withErrors = (more: { mape: number | null; flooredMape?: number }) => {
  const [promoted] = cycleResult.segments;
  const ensemble = { ...backtest.metrics.ensemble!, ...more };
  const segments = [{ ...promoted!, backtest: { ...backtest, metrics: { ...backtest.metrics, ensemble } } }];
  return summary({ ...view, result: { ...cycleResult, segments } });
};

test.each([
  [null, '-'],
  [0.5155, '+3.1%'],
])('with a baseline of 50%% and a MAPE of %s the reduction is written %s', (mape, text) => {
  expect(withErrors({ mape })[3]?.split(/ {2,}/).at(-1)).toBe(text);
});

test('a MAPE with a floor is marked, and the mark explained', () => {
  const lines = withErrors({ mape: 12.73, flooredMape: 0.17 });
  expect(lines[3]).toContain('17.0%* (20.0%)');
  expect(lines[4]).toBe(flooredNote);
});

test('a failure that several regions or segments have is said once', () => {
  const failed = ['south', 'west'].map((region): CycleView => {
    return { region, stage: 'failed', activities: [], segments: [], failure: 'no shipments' };
  });
  expect(summary(...failed)[0]).toBe('2 cycles failed (south, west). no shipments');
  const [, slow] = cycleResult.segments;
  const segments = ['large', 'small'].map((format) => ({ ...slow!, segment: { ...slow!.segment, format } }));
  const degradedReasons = ['large', 'small'].map(
    (format) => `north/${format}/slow: training failed: too little history`,
  );
  const lines = summary({ ...view, result: { ...cycleResult, segments, degradedReasons } });
  expect(lines.slice(5, 8)).toEqual([
    'large/slow, small/slow failed: too little history',
    'degraded:',
    '  north/large/slow, north/small/slow: training failed: too little history',
  ]);
});

test('a warning about the data of several regions is said once, below them', () => {
  const warned = (region: string, ...warnings: readonly string[]): CycleView => {
    return { ...view, region, result: { ...cycleResult, dataset: { ...cycleResult.dataset, warnings } } };
  };
  const lines = summary(
    warned('north', 'prices: 3 weeks late', 'sales: few rows'),
    warned('south', 'prices: 3 weeks late'),
  );
  expect(lines.filter((line) => /^data(:| of)|late|few/.test(line))).toEqual([
    'data:',
    '  sales: few rows',
    'data of several regions:',
    '  prices: 3 weeks late (2 regions: north, south)',
  ]);
});

test('a cycle that failed says why; one that was not waited for says that', () => {
  const failed: CycleView = { region: 'south', stage: 'failed', activities: [], segments: [], failure: 'no shipments' };
  const unfinished: CycleView = { region: 'west', stage: 'train', activities: [], segments: [] };
  expect(summary(failed, unfinished).slice(0, 3)).toEqual([
    'south: the cycle failed. no shipments',
    '',
    'west: no result',
  ]);
});
