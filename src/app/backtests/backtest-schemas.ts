import { z } from 'zod';
import {
  forecasters,
  type BacktestEvaluation,
  type BacktestReport,
  type Comparison,
  type SegmentBacktest,
  type SeriesBacktest,
} from '../../contracts/backtest.ts';
import type { Metrics } from '../../contracts/metrics.ts';
import type { Columns } from '../../ports/table-engine.ts';
import {
  errorMetricsSchema,
  errorMetricsShape,
  memberNameSchema,
  publishedErrorsSchema,
  segmentSchema,
} from '../schemas.ts';

const figure = z.number().nullable();

const metricsSchema: z.ZodType<Metrics> = z.object({
  ...errorMetricsShape,
  coverage: figure,
  width: figure.exactOptional(),
  pinball: figure.exactOptional(),
});

export const comparisonSchema: z.ZodType<Comparison> = z.partialRecord(z.enum(forecasters), metricsSchema);

export const yearAgoSchema: z.ZodType<NonNullable<BacktestEvaluation['yearAgo']>> = z.object({
  yearAgo: errorMetricsSchema,
  baseline: errorMetricsSchema,
  ensemble: errorMetricsSchema,
});

const evaluationShape = {
  overall: comparisonSchema,
  byStep: z.array(z.object({ step: z.number(), metrics: comparisonSchema })),
  byItem: z.array(z.object({ item: z.string(), metrics: comparisonSchema })),
  byCutoff: z.array(z.object({ cutoff: z.string(), metrics: comparisonSchema })),
  slices: z
    .array(z.object({ by: z.string(), groups: z.array(z.object({ group: z.string(), metrics: comparisonSchema })) }))
    .exactOptional(),
  yearAgo: yearAgoSchema.exactOptional(),
  published: publishedErrorsSchema.exactOptional(),
  odd: z.array(z.object({ cutoff: z.string(), reason: z.string() })).exactOptional(),
  reduction: z.object({ arithmetic: figure, geometric: figure }),
  rowsLeftOut: z.number(),
} satisfies Record<keyof BacktestEvaluation, z.ZodType>;

const segmentBacktestSchema: z.ZodType<SegmentBacktest> = z.object({
  ...evaluationShape,
  segment: segmentSchema,
  items: z.array(z.string()),
  series: z.number(),
  weights: z.partialRecord(memberNameSchema, z.number()),
});

const seriesBacktestSchema: z.ZodType<SeriesBacktest> = z.object({
  segment: segmentSchema,
  store: z.string(),
  item: z.string(),
  why: z.enum(['largest', 'typical', 'worst']),
  mape: figure,
  actuals: z.array(z.object({ week: z.string(), units: figure })),
  forecasts: z.array(
    z.object({
      cutoff: z.string(),
      step: z.number(),
      week: z.string(),
      baseline: z.number(),
      ensemble: z.number(),
      p10: figure,
      p90: figure,
    }),
  ),
});

export const backtestReportSchema: z.ZodType<BacktestReport> = z.object({
  reportVersion: z.literal(1),
  project: z.string(),
  codeVersion: z.string(),
  settings: z.object({
    nWindows: z.number(),
    stepSizeWeeks: z.number(),
    refitEvery: z.number(),
    horizonWeeks: z.number(),
    seed: z.number(),
    members: z.unknown(),
    features: z.unknown(),
    options: z
      .array(z.object({ path: z.string(), value: z.unknown(), before: z.unknown().optional() }))
      .exactOptional(),
  }),
  datasets: z.array(
    z.object({
      region: z.string(),
      cutoff: z.string(),
      version: z.string(),
      rows: z.number(),
      quarantined: z.number(),
    }),
  ),
  failures: z.array(z.object({ segment: z.string(), member: memberNameSchema, reason: z.string() })),
  droppedWindows: z.number(),
  fits: z.number(),
  reusedFits: z.number(),
  seconds: z.number(),
  cutoffs: z.array(z.string()),
  segments: z.array(segmentBacktestSchema),
  regions: z.array(z.object({ region: z.string(), ...evaluationShape })),
  overall: z.object(evaluationShape),
  series: z.array(seriesBacktestSchema),
});

/** Columns of equal length, texts or numbers. */
export const columnsSchema: z.ZodType<Columns> = z.record(
  z.string(),
  z.union([z.array(z.string().nullable()), z.instanceof(Float64Array)]),
);
