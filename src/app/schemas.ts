import { z } from 'zod';
import type { ArtifactRef } from '../contracts/artifact.ts';
import { forecasterNames, type BacktestSummary, type Challenger, type GateCheck } from '../contracts/cycle.ts';
import type { ErrorMetrics, PublishedErrors } from '../contracts/metrics.ts';
import { fittedMembers, members, velocities, type Segment } from '../contracts/segment.ts';
import { segmentServers } from '../contracts/serving.ts';

// Parts that answers of several areas have in common. Each is checked against its type of the contracts: a field that one of them gains or
// loses does not compile until the other does.

/** A day, or a moment with its time zone, as ISO 8601 has them. */
export const momentSchema = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'must be a day or a moment as ISO 8601 has it, e.g. 2026-11-09 or 2026-11-09T12:00:00Z',
});

export const artifactRefSchema: z.ZodType<ArtifactRef> = z.object({
  hash: z.string(),
  extension: z.string(),
  bytes: z.number(),
});

export const segmentSchema: z.ZodType<Segment> = z.object({
  region: z.string(),
  format: z.string(),
  velocity: z.enum(velocities),
});

export const memberNameSchema = z.enum(members);
export const fittedMemberNameSchema = z.enum(fittedMembers);

const figure = z.number().nullable();

export const errorMetricsShape = {
  rows: z.number(),
  mape: figure,
  flooredMape: figure.exactOptional(),
  mapeFloor: z.number().exactOptional(),
  rmse0: figure,
  rmseAll: figure,
  wape: figure,
  bias: figure,
  mase: figure.exactOptional(),
} satisfies Record<keyof ErrorMetrics, z.ZodType>;
export const errorMetricsSchema: z.ZodType<ErrorMetrics> = z.object(errorMetricsShape);

export const publishedErrorsSchema: z.ZodType<PublishedErrors> = z.object({
  forecast: errorMetricsSchema,
  p50: errorMetricsSchema,
  mean: errorMetricsSchema,
});

export const backtestSummarySchema: z.ZodType<BacktestSummary> = z.object({
  windows: z.array(z.string()),
  metrics: z.partialRecord(z.enum(forecasterNames), errorMetricsSchema),
  reduction: figure,
  reductionGeometric: figure,
  coverage: figure,
  width: figure.exactOptional(),
  pinball: figure.exactOptional(),
  published: publishedErrorsSchema.exactOptional(),
  odd: z.record(z.string(), z.string()).exactOptional(),
  weights: z.partialRecord(memberNameSchema, z.number()),
  evaluation: artifactRefSchema.exactOptional(),
  presetChoices: z.partialRecord(fittedMemberNameSchema, artifactRefSchema).exactOptional(),
  comparison: z.object({ with: z.string(), artifact: artifactRefSchema }).exactOptional(),
});

export const gateCheckSchema: z.ZodType<GateCheck> = z.object({
  check: z.string(),
  passed: z.boolean(),
  detail: z.string(),
  option: z.string().exactOptional(),
});

const standInSchema = z.object({ by: z.enum(segmentServers), reason: z.string() });

export const challengerSchema: z.ZodType<Challenger> = z.object({
  version: z.string(),
  segment: segmentSchema,
  backtest: backtestSummarySchema,
  gate: z.array(gateCheckSchema),
  gatePassed: z.boolean(),
  comparedWith: z.string().exactOptional(),
  serves: z.object({ automatic: standInSchema, manual: standInSchema }).exactOptional(),
});
