/**
 * Trains and backtests the segments of a panel made of the orange-juice data, and prints what that costs and what it is worth.
 *
 *   node bench/segment-training.ts <folder with yx.csv.gz and storedemo.csv> [--stores=0/2] [--cutoff=157] [--windows=4]
 *
 * `--stores=a/b` takes every b-th store from the a-th on. Settings are judged with cutoffs up to 157, so that the last weeks stay
 * unseen. One math thread, as in production: TF_NUM_INTRAOP_THREADS=1 TF_NUM_INTEROP_THREADS=1.
 */
import { parseArgs } from 'node:util';
import { createTensorflowTrainer } from '../src/adapters/tensorflow/index.ts';
import {
  backtestRows,
  baselineForecast,
  defaultLassoParameters,
  defaultNetworkParameters,
  evaluateBacktest,
  fitMember,
  splitVelocity,
  windowCutoffs,
} from '../src/forecasting/index.ts';
import type { Comparison, MemberForecast, WindowForecasts } from '../src/forecasting/index.ts';
import { readOrangeJuice } from './orange-juice-panel.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    stores: { type: 'string', default: '0/2' },
    cutoff: { type: 'string', default: '157' },
    windows: { type: 'string', default: '4' },
    apart: { type: 'string', default: '3' },
    horizon: { type: 'string', default: '3' },
    final: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});
const folder = positionals[0];
if (!folder) throw new Error('Name the folder that holds yx.csv.gz and storedemo.csv');
const [first, every] = values.stores.split('/').map(Number);
const panel = readOrangeJuice(folder, (position) => position % every! === first, Number(values.cutoff));
const horizonWeeks = Number(values.horizon);
const split = splitVelocity(panel, { fastShareOfUnits: 0.8 });
const { cutoffIndices } = windowCutoffs(
  panel.cutoffIndex,
  { nWindows: Number(values.windows), stepSizeWeeks: Number(values.apart) },
  horizonWeeks,
);
const trainer = createTensorflowTrainer();
const parameters = { lasso: defaultLassoParameters, network: defaultNetworkParameters };
const seconds: Record<string, number[]> = { lasso: [], network: [], predict: [] };

async function timed<T>(part: string, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  seconds[part]!.push((performance.now() - start) / 1000);
  return result;
}

async function forecastWindow(items: readonly string[], cutoffIndex: number): Promise<WindowForecasts> {
  const task = { panel, items, cutoffIndex, horizonWeeks, parameters, seed: Number(values.seed) };
  const forecasts: Partial<Record<'lasso' | 'network', MemberForecast>> = {};
  for (const name of ['lasso', 'network'] as const) {
    const member = await timed(name, () => fitMember(name, task, { trainer }));
    forecasts[name] = await timed('predict', () => member.predict(panel, cutoffIndex));
  }
  return { cutoffIndex, baseline: baselineForecast(panel, items, cutoffIndex, horizonWeeks), ...forecasts };
}

function percent(value: number | null | undefined): string {
  return value === null || value === undefined ? '   –  ' : `${(100 * value).toFixed(1).padStart(5)}%`;
}

function print(title: string, comparison: Comparison): void {
  console.log(title);
  for (const [forecaster, metrics] of Object.entries(comparison)) {
    const { mape, wape, bias, coverage } = metrics;
    console.log(
      `  ${forecaster.padEnd(18)} MAPE ${percent(mape)}  WAPE ${percent(wape)}  bias ${percent(bias)}  coverage ${percent(coverage)}`,
    );
  }
}

const outcome: Record<string, unknown> = {};
const everything: WindowForecasts[][] = [];
for (const [velocity, items] of Object.entries(split)) {
  if (items.length === 0) continue;
  const windows: WindowForecasts[] = [];
  for (const cutoffIndex of cutoffIndices) windows.push(await forecastWindow(items, cutoffIndex));
  if (values.final) await forecastWindow(items, panel.cutoffIndex);
  everything.push(windows);
  const evaluation = evaluateBacktest(backtestRows(panel, windows));
  print(
    `\n${velocity}: ${items.length} items, ${panel.stores.length} stores, ${windows.length} windows`,
    evaluation.overall,
  );
  console.log(
    `  reduction of MAPE: ${percent(evaluation.reduction.arithmetic)} of the arithmetic, ${percent(evaluation.reduction.geometric)} of the geometric baseline's`,
  );
  outcome[velocity] = { overall: evaluation.overall, reduction: evaluation.reduction, byCutoff: evaluation.byCutoff };
}
for (const [part, took] of Object.entries(seconds)) {
  console.log(`${part}: ${took.map((s) => s.toFixed(2)).join(' ')} s`);
}
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(`peak memory: ${peakMegabytes} MB`);
const all = evaluateBacktest(backtestRows(panel, everything.flat()));
print('\nall segments, one ensemble over all', all.overall);
console.log(JSON.stringify({ ...outcome, seconds, peakMegabytes }));
