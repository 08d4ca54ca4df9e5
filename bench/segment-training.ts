/**
 * Trains and backtests the segments of the orange-juice example, and prints what that is worth and what it costs.
 *
 *   node bench/segment-training.ts <example folder> [--panels=urban/large,…] [--cutoff=157] [--windows=4] [--apart=3] [--final]
 *
 * The example folder is `examples/orange-juice`. `--final` adds the fit at the cutoff, which a cycle needs besides. Data
 * after the cutoff is not read, so no setting can be judged on it. One math thread, as in production:
 * TF_NUM_INTRAOP_THREADS=1 TF_NUM_INTEROP_THREADS=1. The last line is JSON.
 */
import { parseArgs } from 'node:util';
import { createTensorflowTrainer } from '../src/adapters/tensorflow/index.ts';
import {
  backtestRows,
  baselineForecast,
  defaultLassoParameters,
  defaultNetworkParameters,
  defaultTreesParameters,
  evaluateBacktest,
  fitMember,
  splitVelocity,
  windowCutoffs,
} from '../src/forecasting/index.ts';
import type { BacktestEvaluation, Comparison } from '../src/contracts/backtest.ts';
import type { MemberForecast, Panel, WindowForecasts } from '../src/forecasting/index.ts';
import { panelNames, readOrangeJuice } from './orange-juice-panel.ts';
import type { PanelName } from './orange-juice-panel.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    panels: { type: 'string', default: panelNames.join(',') },
    cutoff: { type: 'string', default: '157' },
    windows: { type: 'string', default: '4' },
    apart: { type: 'string', default: '3' },
    horizon: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    final: { type: 'boolean', default: false },
  },
});
const [example] = positionals;
if (example === undefined) throw new Error('Name the example folder: examples/orange-juice');

const horizonWeeks = Number(options.horizon);
const trainer = createTensorflowTrainer();
const parameters = { lasso: defaultLassoParameters, network: defaultNetworkParameters, trees: defaultTreesParameters };
const parts = ['lasso', 'network', 'predict'] as const;
type Part = (typeof parts)[number];
const wallSeconds: Record<Part, number[]> = { lasso: [], network: [], predict: [] };
const cpuSeconds: Record<Part, number[]> = { lasso: [], network: [], predict: [] };

async function timed<T>(part: Part, work: () => T | Promise<T>): Promise<T> {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  wallSeconds[part].push((performance.now() - wall) / 1000);
  cpuSeconds[part].push((user + system) / 1e6);
  return result;
}

async function forecastWindow(panel: Panel, items: readonly string[], cutoffIndex: number): Promise<WindowForecasts> {
  const task = { panel, items, cutoffIndex, horizonWeeks, parameters, seed: Number(options.seed) };
  const forecasts: Partial<Record<'lasso' | 'network', MemberForecast>> = {};
  for (const name of ['lasso', 'network'] as const) {
    const member = await timed(name, () => fitMember(name, task, { trainer }));
    forecasts[name] = await timed('predict', () => member.predict(panel, cutoffIndex));
  }
  return { cutoffIndex, baseline: baselineForecast(panel, items, cutoffIndex, horizonWeeks), ...forecasts };
}

function percent(value: number | null): string {
  return value === null ? '     –' : `${(100 * value).toFixed(1).padStart(5)}%`;
}

function print(title: string, { overall, reduction }: Pick<BacktestEvaluation, 'overall' | 'reduction'>): void {
  console.log(`\n${title}`);
  for (const [forecaster, { mape, wape, bias, coverage }] of Object.entries(overall)) {
    const shares = `MAPE ${percent(mape)}  WAPE ${percent(wape)}  bias ${percent(bias)}  coverage ${percent(coverage)}`;
    console.log(`  ${forecaster.padEnd(18)} ${shares}`);
  }
  const { arithmetic, geometric } = reduction;
  console.log(
    `  MAPE lower by ${percent(arithmetic)} than the baseline's, ${percent(geometric)} than the geometric mean's`,
  );
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
const segments: Record<string, { readonly overall: Comparison; readonly reduction: BacktestEvaluation['reduction'] }> =
  {};
const panelOf = readOrangeJuice(example, Number(options.cutoff));
for (const name of options.panels.split(',') as PanelName[]) {
  const panel = panelOf(name);
  const { cutoffIndices } = windowCutoffs(
    panel.cutoffIndex,
    { nWindows: Number(options.windows), stepSizeWeeks: Number(options.apart) },
    horizonWeeks,
  );
  const { fast, slow } = splitVelocity(panel, { fastShareOfUnits: 0.8 });
  for (const [velocity, items] of [
    ['fast', fast],
    ['slow', slow],
  ] as const) {
    const windows: WindowForecasts[] = [];
    for (const cutoffIndex of cutoffIndices) windows.push(await forecastWindow(panel, items, cutoffIndex));
    if (options.final) await forecastWindow(panel, items, panel.cutoffIndex);
    const { overall, reduction } = evaluateBacktest(backtestRows(panel, windows));
    segments[`${name}/${velocity}`] = { overall, reduction };
    const size = `${items.length} items, ${panel.stores.length} stores, ${windows.length} windows`;
    print(`${name}/${velocity}: ${size}`, { overall, reduction });
  }
}

console.log('\nmean over the segments');
for (const forecaster of ['baseline', 'baselineGeometric', 'lasso', 'network', 'ensemble'] as const) {
  const of = (figure: 'mape' | 'wape' | 'bias') =>
    percent(mean(Object.values(segments).map(({ overall }) => overall[forecaster]?.[figure] ?? Number.NaN)));
  console.log(`  ${forecaster.padEnd(18)} MAPE ${of('mape')}  WAPE ${of('wape')}  bias ${of('bias')}`);
}
for (const part of parts) {
  const [wall, cpu] = [mean(wallSeconds[part]).toFixed(2), mean(cpuSeconds[part]).toFixed(2)];
  console.log(`${part}: ${wallSeconds[part].length} times, on average ${wall} s, ${cpu} s of CPU`);
}
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(`peak memory: ${peakMegabytes} MB`);
console.log(JSON.stringify({ segments, wallSeconds, cpuSeconds, peakMegabytes }));
