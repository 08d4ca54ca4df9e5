/**
 * Accuracy on the TSPerf orange-juice benchmark: see accuracy/protocol.ts for its rules, which are checked by reproducing the
 * benchmark's own mean forecast.
 *
 *   npm run bench:accuracy [-- --validation] [--aim=mape] [--seed=1] [--keep=<folder>] [--parameters='{"network":{"dropout":0.1}}']
 *
 * Every round runs the product's members with their default settings on all stores and items as one segment, but for three: the
 * aim is the benchmark's metric, MAPE; its week between is a business lead; every view of the network has two seeds. The ensemble of a
 * round is fitted on the forecasts made at earlier cutoffs whose target weeks are known by then (four cutoffs before the first
 * round serve the first rounds), as a cycle does with its backtest. `--validation` forecasts from the cutoffs 108 … 132 instead,
 * on which settings may be chosen. `--keep` keeps the forecasts, so that a second run with the same code is quick. The last line
 * is JSON, in per cent.
 */
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { Aim } from '../src/contracts/project.ts';
import { fittedMembers } from '../src/contracts/segment.ts';
import type { MemberName } from '../src/contracts/segment.ts';
import {
  applyEnsemble,
  backtestRows,
  baselineForecast,
  fitEnsemble,
  measure,
  priorWeights,
} from '../src/forecasting/index.ts';
import type { MemberForecast, Panel, WindowForecasts } from '../src/forecasting/index.ts';
import type { CutoffReply, CutoffRequest } from './accuracy/forecast-cutoff.ts';
import {
  cutoffWeeks,
  horizonWeeks,
  meanForecast,
  medianForecast,
  publishedMeanForecast,
  steps,
  validationCutoffWeeks,
} from './accuracy/protocol.ts';
import { runCutoffs } from './accuracy/run-cutoffs.ts';
import { readOrangeJuice, weekIndex } from './orange-juice-panel.ts';

/** Cutoffs before the first round, for the ensembles of the first rounds. */
const warmUpWeeks = [126, 128, 130, 132];
/** Earlier cutoffs an ensemble is fitted on at most. */
const ensembleCutoffs = 6;

const { values: options } = parseArgs({
  options: {
    validation: { type: 'boolean', default: false },
    aim: { type: 'string', default: 'mape' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string' },
    // Two seeds a view: seeds cost time and can only steady a forecast.
    parameters: { type: 'string', default: '{"network":{"seedsPerView":2}}' },
  },
});

const started = performance.now();
const example = fileURLToPath(new URL('../examples/orange-juice', import.meta.url));
const judged = options.validation ? validationCutoffWeeks : cutoffWeeks;
const run = options.validation ? judged : [...warmUpWeeks, ...judged];
const aim = options.aim as Aim;
const parameters = JSON.parse(options.parameters) as CutoffRequest['parameters'];
const requests = run.flatMap((cutoffWeek) =>
  fittedMembers.map((member): CutoffRequest => ({
    example,
    member,
    cutoffWeek,
    seed: Number(options.seed),
    parameters: member === 'lasso' ? { ...parameters, lasso: { aim, ...parameters.lasso } } : parameters,
    // Presets are chosen by it, once; the LASSO has its own.
    ...(member === 'network' && cutoffWeek === run[0] ? { aim } : {}),
  })),
);
const tell = ({ member, cutoffWeek }: CutoffRequest, { seconds, peakRssMb }: CutoffReply): void => {
  console.log(`week ${cutoffWeek} ${member.padEnd(7)} ${seconds.toFixed(1).padStart(6)} s ${peakRssMb} MB`);
};
// As in a cycle, the oldest fit chooses the preset, and all others keep to it.
const first = await runCutoffs(requests.slice(0, 2), options.keep, tell);
const preset = first[1]?.preset;
console.log(`preset ${preset}: ${JSON.stringify((first[1]?.diagnostics as { preset?: unknown } | undefined)?.preset)}`);
const others = requests.slice(2).map((request) => (preset === undefined ? request : { ...request, preset }));
const replies = [...first, ...(await runCutoffs(others, options.keep, tell))];

const panel = readOrangeJuice(example, options.validation ? 135 : 160)('all');
const windows = run.map((cutoffWeek, i) => windowOf(panel, cutoffWeek, replies.slice(2 * i, 2 * i + 2)));
const columns = collect();
report(columns);

interface Columns {
  readonly cutoff: number[];
  readonly actual: number[];
  readonly inside: boolean[];
  readonly forecasts: Record<string, number[]>;
}

function windowOf(full: Panel, cutoffWeek: number, pair: readonly CutoffReply[]): WindowForecasts & { week: number } {
  const forecasts: Partial<Record<MemberName, MemberForecast>> = {};
  pair.forEach((reply, i) => (forecasts[fittedMembers[i]!] = atSteps(reply)));
  const baseline = baselineForecast(full, full.items, weekIndex(cutoffWeek), horizonWeeks);
  return { week: cutoffWeek, cutoffIndex: weekIndex(cutoffWeek), baseline: atSteps(baseline), ...forecasts };
}

/** The rows of the benchmark's steps. */
function atSteps(forecast: {
  readonly seriesIndex: ArrayLike<number>;
  readonly step: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}): MemberForecast {
  const kept = Array.from(forecast.step).flatMap((step, row) => (steps.includes(step) ? [row] : []));
  return {
    seriesIndex: Int32Array.from(kept, (row) => forecast.seriesIndex[row]!),
    step: Int32Array.from(kept, (row) => forecast.step[row]!),
    values: Float64Array.from(kept, (row) => forecast.values[row]!),
    carriedForward: 0,
  };
}

/** All forecasters on the rows with an actual, cutoff after cutoff. */
function collect(): Columns {
  const collected: Columns = { cutoff: [], actual: [], inside: [], forecasts: {} };
  const add = (name: string, value: number) => (collected.forecasts[name] ??= []).push(value);
  for (const window of windows.filter(({ week }) => judged.includes(week))) {
    const known = windows.filter(({ week }) => week + horizonWeeks <= window.week).slice(-ensembleCutoffs);
    const own = backtestRows(panel, [window]);
    const model = fitEnsemble(backtestRows(panel, known.length > 0 ? known : [window]), { aim });
    const blended = applyEnsemble(known.length > 0 ? model : { ...model, weights: priorWeights }, window);
    const constant = {
      geometric: baselineForecast(panel, panel.items, window.cutoffIndex, 1, 'geometric').values,
      median: medianForecast(panel, window.week),
      protocolMean: meanForecast(panel, window.week),
    };
    let row = 0;
    window.baseline.seriesIndex.forEach((series, i) => {
      const actual = panel.units[series * panel.weeks.length + window.cutoffIndex + window.baseline.step[i]!]!;
      if (Number.isNaN(actual)) return;
      collected.cutoff.push(window.week);
      collected.actual.push(actual);
      collected.inside.push(known.length > 0 && blended.p10[i]! <= actual && actual <= blended.p90[i]!);
      add('baseline', own.baseline[row]!);
      for (const [name, values] of Object.entries(constant)) add(name, values[series]!);
      for (const member of fittedMembers) add(member, own[member]![row]!);
      add('ensemble', blended.ensemble[i]!);
      add('p50', blended.p50[i]!);
      row++;
    });
  }
  return collected;
}

function report({ cutoff, actual, inside, forecasts }: Columns): void {
  const percent = (share: number | null) => Math.round(10_000 * (share ?? Number.NaN)) / 100;
  const figures = Object.fromEntries(
    Object.entries(forecasts).map(([name, column]) => [name, measure(actual, column)]),
  );
  const ensemble = figures['ensemble']!;
  console.log(`\n${actual.length} rows, ${judged.length} cutoffs\n`);
  console.log('forecaster       MAPE     WAPE     bias   ensemble’s MAPE lower by');
  for (const [name, { mape, wape, bias }] of Object.entries(figures)) {
    const lower = percent(1 - ensemble.mape! / mape!);
    console.log(
      [name.padEnd(13), ...[mape, wape, bias, lower / 100].map((share) => percent(share).toFixed(2).padStart(8))].join(
        ' ',
      ),
    );
  }
  const perCutoff = judged.map((week) => {
    const rows = [...actual.keys()].filter((row) => cutoff[row] === week);
    const of = (name: string) =>
      measure(
        rows.map((row) => actual[row]!),
        rows.map((row) => forecasts[name]![row]!),
      );
    return {
      week,
      ...Object.fromEntries(['lasso', 'network', 'ensemble'].map((name) => [name, percent(of(name).mape)])),
    };
  });
  console.table(perCutoff);
  if (!options.validation) {
    const found = percent(figures['protocolMean']!.mape);
    const verdict = found === publishedMeanForecast ? 'reproduced' : 'NOT reproduced';
    console.log(`protocol check: mean forecast ${found}, published ${publishedMeanForecast}: ${verdict}`);
    if (found !== publishedMeanForecast) process.exitCode = 1;
  }
  const of = (figure: 'mape' | 'wape' | 'bias') =>
    Object.fromEntries(Object.entries(figures).map(([name, metrics]) => [name, percent(metrics[figure])]));
  const seconds = Math.round((performance.now() - started) / 1000);
  const coverage = percent(inside.filter(Boolean).length / inside.length);
  const peakRssMb = Math.max(...replies.map((reply) => reply.peakRssMb));
  console.log(
    JSON.stringify({
      rounds: judged.length,
      mape: of('mape'),
      wape: of('wape'),
      bias: of('bias'),
      coverage,
      aim,
      preset,
      seconds,
      peakRssMb,
    }),
  );
}
