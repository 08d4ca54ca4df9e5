import type { BacktestedSegment, BacktestErrors, SegmentBacktest, SeriesBacktest } from '../../contracts/backtest.ts';
import { sliceNames } from '../../contracts/slices.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { readPanel } from '../../datasets/read-panel.ts';
import { countedRows, evaluateRows, poolRows, rowFacts, type EnsembleRows } from '../../forecasting/index.ts';
import type { JobInput, JobOutput } from '../../ports/job-runner.ts';
import type { JobContext } from '../job-context.ts';
import { readItems } from '../segment-items.ts';
import { attributesOf } from './attributes-of.ts';
import { backtestTable } from './backtest-table.ts';
import { blendSegment } from './blend-segment.ts';
import { chooseSeries } from './choose-series.ts';
import { withOptions } from './with-options.ts';

interface EvaluatedSegment {
  readonly backtest: SegmentBacktest;
  readonly rows: EnsembleRows;
  readonly series: readonly SeriesBacktest[];
}

/** What is measured of a segment. */
interface Measures {
  readonly horizonWeeks: number;
  /** Slices, and store attributes. */
  readonly sliceBy: readonly string[];
  /** Store attributes that rows are to have. */
  readonly attributes: 'all' | readonly string[];
}

/** Measures the errors of backtested segments, of their regions and over all: every forecaster on the same rows. */
export async function evaluateBacktestJob(
  { segments, horizonWeeks, withRows, attribute, options }: JobInput<'evaluate-backtest'>,
  plain: JobContext,
): Promise<JobOutput<'evaluate-backtest'>> {
  const context = withOptions(plain, options);
  const sliceBy = [...sliceNames, ...(attribute === undefined ? [] : [attribute])];
  const attributes = withRows ? 'all' : attribute === undefined ? [] : [attribute];
  const evaluated: EvaluatedSegment[] = [];
  for (const segment of segments) {
    context.progress({ step: `measuring ${segment.data.segment.format}/${segment.data.segment.velocity}` });
    evaluated.push(await evaluateSegment(segment, { horizonWeeks, sliceBy, attributes }, context));
  }
  const byRegion = Map.groupBy(evaluated, ({ backtest }) => backtest.segment.region);
  const pooled = (some: readonly EvaluatedSegment[]) => evaluateRows(poolRows(some.map(({ rows }) => rows)), sliceBy);
  const errors: BacktestErrors = {
    cutoffs: [...new Set(evaluated.flatMap(({ rows }) => rows.cutoff))].sort(),
    segments: evaluated.map(({ backtest }) => backtest),
    regions: [...byRegion].map(([region, some]) => ({ region, ...pooled(some) })),
    overall: pooled(evaluated),
    series: evaluated.flatMap(({ series }) => series),
  };
  if (!withRows) return { errors };
  const counted = countedRows(evaluated.map(({ rows }) => rows));
  const parts = evaluated.map(({ backtest, rows }, index) => {
    return { segment: backtest.segment, rows, counts: counted[index] ?? new Float64Array() };
  });
  return { errors, rows: backtestTable(parts) };
}

async function evaluateSegment(
  { data: stored, manifest, members }: BacktestedSegment,
  { horizonWeeks, sliceBy, attributes }: Measures,
  context: JobContext,
): Promise<EvaluatedSegment> {
  const data = await readItems(context.store, stored);
  const { segment, items, series } = data;
  const dataset = await readManifest(context.store, manifest);
  const panel = await readPanel(context, dataset, segment.format);
  const settings = { ...context.project.resolved, horizonWeeks };
  const { ensemble, blended: plain } = await blendSegment(context.store, panel, { data, settings }, members);
  const { holidays } = settings.features.calendar;
  const facts = {
    ...rowFacts(panel, plain, holidays),
    ...(await attributesOf(plain.store, dataset, attributes, context)),
  };
  const rows = { ...plain, facts };
  return {
    backtest: { segment, items, series, weights: ensemble.weights, ...evaluateRows(rows, sliceBy) },
    rows,
    series: chooseSeries(segment, panel, rows),
  };
}
