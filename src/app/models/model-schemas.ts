import { z } from 'zod';
import type { CoefficientRow } from '../../contracts/explanation.ts';
import type { Reproduction } from '../../contracts/model-report.ts';
import { modelStages, type RegisteredModel } from '../../ports/model-catalogue.ts';
import type { ModelRecord } from '../../ports/model-record.ts';
import {
  artifactRefSchema,
  backtestSummarySchema,
  fittedMemberNameSchema,
  gateCheckSchema,
  segmentSchema,
} from '../schemas.ts';

const modelRecordSchema: z.ZodType<ModelRecord> = z.object({
  version: z.string(),
  segment: segmentSchema,
  datasetVersion: z.string(),
  dataHash: z.string(),
  trainingCutoff: z.string(),
  codeVersion: z.string(),
  seed: z.number(),
  parameters: z.unknown(),
  members: z.partialRecord(fittedMemberNameSchema, z.record(z.string(), artifactRefSchema)),
  ensemble: artifactRefSchema,
  backtest: backtestSummarySchema,
  gate: z.array(gateCheckSchema),
  cycleId: z.string(),
  windows: z
    .partialRecord(fittedMemberNameSchema, z.array(z.object({ cutoff: z.string(), forecast: artifactRefSchema })))
    .exactOptional(),
});

export const registeredModelSchema: z.ZodType<RegisteredModel> = z.object({
  environment: z.string(),
  stage: z.enum(modelStages),
  registeredAt: z.string(),
  record: modelRecordSchema,
  tags: z.record(z.string(), z.object({ value: z.string(), by: z.string(), at: z.string() })),
  retired: z.object({ by: z.string(), at: z.string(), reason: z.string() }).exactOptional(),
  adoptedFrom: z.string().exactOptional(),
  artifactsDeletedAt: z.string().exactOptional(),
});

export const coefficientSchema: z.ZodType<CoefficientRow> = z.object({
  regression: z.string(),
  column: z.string(),
  perUnit: z.number(),
  perDeviation: z.number(),
  inWords: z.string(),
});

const hash = z.string().nullable();

export const reproductionSchema: z.ZodType<Reproduction> = z.object({
  version: z.string(),
  segment: segmentSchema,
  trainingCutoff: z.string(),
  datasetVersion: z.string(),
  codeVersion: z.string(),
  seed: z.number(),
  members: z.array(
    z.object({
      member: fittedMemberNameSchema,
      files: z.array(z.object({ file: z.string(), registered: hash, reproduced: hash, same: z.boolean() })),
      seconds: z.number(),
    }),
  ),
  same: z.boolean(),
});

/** How a person names a model, and where. */
export const namedModelShape = {
  environment: z.string(),
  /** The beginning of a version, or `region/format/velocity` for that segment's champion. */
  model: z.string(),
};
