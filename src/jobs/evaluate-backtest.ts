import type { BacktestedSegment, BacktestErrors, SegmentBacktest, SeriesBacktest } from '../contracts/backtest.ts';
import { readManifest } from '../datasets/read-manifest.ts';
import { readPanel } from '../datasets/read-panel.ts';
import { evaluateRows, fitEnsemble, forecastOutOfWindow, poolRows, type EnsembleRows } from '../forecasting/index.ts';
import type { JobInput, JobOutput } from '../ports/job-runner.ts';
import { backtestTable } from './backtest-table.ts';
import { chooseSeries } from './choose-series.ts';
import { ensembleOptions } from './ensemble-options.ts';
import type { JobContext } from './job-context.ts';
import { readBacktestRows } from './read-backtest-rows.ts';
import { withOptions } from './with-options.ts';

interface EvaluatedSegment {
  readonly backtest: SegmentBacktest;
  readonly rows: EnsembleRows;
  readonly series: readonly SeriesBacktest[];
}

/** Measures the errors of backtested segments, of their regions and over all: every forecaster on the same rows. */
export async function evaluateBacktestJob(
  { segments, horizonWeeks, withRows, options }: JobInput<'evaluate-backtest'>,
  plain: JobContext,
): Promise<JobOutput<'evaluate-backtest'>> {
  const context = withOptions(plain, options);
  const evaluated: EvaluatedSegment[] = [];
  for (const segment of segments) {
    context.progress({ step: `measuring ${segment.data.segment.format}/${segment.data.segment.velocity}` });
    evaluated.push(await evaluateSegment(segment, horizonWeeks, context));
  }
  const byRegion = Map.groupBy(evaluated, ({ backtest }) => backtest.segment.region);
  const pooled = (some: readonly EvaluatedSegment[]) => evaluateRows(poolRows(some.map(({ rows }) => rows)));
  const errors: BacktestErrors = {
    cutoffs: [...new Set(evaluated.flatMap(({ rows }) => rows.cutoff))].sort(),
    segments: evaluated.map(({ backtest }) => backtest),
    regions: [...byRegion].map(([region, some]) => ({ region, ...pooled(some) })),
    overall: pooled(evaluated),
    series: evaluated.flatMap(({ series }) => series),
  };
  if (!withRows) return { errors };
  return {
    errors,
    rows: backtestTable(evaluated.map(({ backtest, rows }) => ({ segment: backtest.segment, rows }))),
  };
}

async function evaluateSegment(
  { data, manifest, members }: BacktestedSegment,
  horizonWeeks: number,
  context: JobContext,
): Promise<EvaluatedSegment> {
  const { segment, items, series } = data;
  const panel = await readPanel(context, await readManifest(context.store, manifest), segment.format);
  const settings = { ...context.project.resolved, horizonWeeks };
  const joined = await readBacktestRows(context.store, panel, { data, settings }, members);
  const options = ensembleOptions(context.project.resolved);
  const rows = forecastOutOfWindow(joined, options);
  return {
    backtest: { segment, items, series, weights: fitEnsemble(joined, options).weights, ...evaluateRows(rows) },
    rows,
    series: chooseSeries(segment, panel, rows),
  };
}
