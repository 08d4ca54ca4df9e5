import { z } from 'zod';
import {
  forecasterNames,
  type EvaluatedCutoff,
  type EvaluationSummary,
  type RealisedErrors,
  type RegionCycleResult,
  type SegmentOutcome,
} from '../../contracts/cycle.ts';
import { segmentServers } from '../../contracts/serving.ts';
import { triggerSchema } from '../../contracts/trigger.ts';
import { cycleStates, type RegisteredCycle } from '../../ports/cycle-catalogue.ts';
import { backtestSummarySchema, errorMetricsSchema, fittedMemberNameSchema, segmentSchema } from '../schemas.ts';

const segmentOutcomeSchema: z.ZodType<SegmentOutcome> = z.object({
  segment: segmentSchema,
  outcome: z.enum(['kept', 'promoted', 'backfilled', 'rejected', 'awaiting-approval', 'failed']),
  causes: z.array(z.enum(['never-trained', 'data', 'code', 'stale', 'drift', 'requested'])),
  champion: z.string().exactOptional(),
  provisional: z.string().exactOptional(),
  championTrainedTo: z.string().exactOptional(),
  scoredBy: z.enum(segmentServers),
  backtest: backtestSummarySchema.exactOptional(),
  untrained: z.partialRecord(fittedMemberNameSchema, z.string()).exactOptional(),
  reason: z.string(),
});

const realisedErrorsSchema: z.ZodType<RealisedErrors> = z.object({
  week: z.string(),
  rows: z.number(),
  units: z.number(),
  absoluteError: z.number(),
  baselineAbsoluteError: z.number(),
  error: z.number().exactOptional(),
  soldRows: z.number().exactOptional(),
  relativeError: z.number().exactOptional(),
  intervalRows: z.number().exactOptional(),
  insideInterval: z.number().exactOptional(),
});

const evaluatedCutoffSchema: z.ZodType<EvaluatedCutoff> = z.object({
  cutoff: z.string(),
  rows: z.number(),
  wape: z.number().nullable(),
  why: z.string(),
});

const evaluationSchema: z.ZodType<EvaluationSummary> = z.object({
  rows: z.number(),
  metrics: z.partialRecord(z.enum(forecasterNames), errorMetricsSchema),
  segments: z.record(z.string(), z.array(realisedErrorsSchema)).exactOptional(),
  cutoffs: z.array(evaluatedCutoffSchema).exactOptional(),
  failure: z.string().exactOptional(),
});

export const cycleResultSchema: z.ZodType<RegionCycleResult> = z.object({
  cycleId: z.string(),
  environment: z.string(),
  region: z.string(),
  cutoff: z.string(),
  degraded: z.boolean(),
  degradedReasons: z.array(z.string()),
  dataset: z.object({
    version: z.string(),
    rows: z.number(),
    quarantined: z.number(),
    quarantineUri: z.string().exactOptional(),
    warnings: z.array(z.string()).exactOptional(),
  }),
  segments: z.array(segmentOutcomeSchema),
  forecasts: z.object({ rows: z.number(), uri: z.string() }),
  evaluation: evaluationSchema,
});

export const registeredCycleSchema: z.ZodType<RegisteredCycle> = z.object({
  cycleId: z.string(),
  environment: z.string(),
  region: z.string(),
  cutoff: z.string(),
  state: z.enum(cycleStates),
  triggers: z.array(triggerSchema),
  openedAt: z.string(),
  closedAt: z.string().exactOptional(),
  failure: z.string().exactOptional(),
  degradedReasons: z.array(z.string()),
  forecastRows: z.number().exactOptional(),
  datasetVersion: z.string().exactOptional(),
});
