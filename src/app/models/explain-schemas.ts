import { z } from 'zod';
import type {
  ExplainReport,
  ForecastExplanation,
  Importance,
  LassoExplanation,
  TreesExplanation,
} from '../../contracts/explanation.ts';
import { memberNameSchema, segmentSchema } from '../schemas.ts';
import { coefficientSchema } from './model-schemas.ts';

const lassoSchema: z.ZodType<LassoExplanation> = z.object({
  regression: z.string(),
  intercept: z.number(),
  groups: z.array(
    z.object({
      group: z.string(),
      logUnits: z.number(),
      columns: z.array(
        z.object({
          column: z.string(),
          value: z.string().nullable(),
          typical: z.string().nullable(),
          logUnits: z.number(),
        }),
      ),
    }),
  ),
  shift: z.number(),
  clipping: z.number(),
  logUnits: z.number(),
});

const treesSchema: z.ZodType<TreesExplanation> = z.object({
  start: z.number(),
  usual: z.number(),
  groups: z.array(z.object({ group: z.string(), logUnits: z.number() })),
  clipping: z.number(),
  logUnits: z.number(),
});

const forecastSchema: z.ZodType<ForecastExplanation> = z.object({
  store: z.string(),
  item: z.string(),
  cutoff: z.string(),
  step: z.number(),
  week: z.string(),
  baseline: z.number(),
  members: z.partialRecord(memberNameSchema, z.object({ units: z.number(), logUnits: z.number(), weight: z.number() })),
  lasso: lassoSchema.exactOptional(),
  trees: treesSchema.exactOptional(),
  seasonal: z
    .object({ level: z.number(), growth: z.number(), season: z.number(), units: z.number(), note: z.string() })
    .exactOptional(),
  othersChange: z.number(),
  calibration: z.number(),
  ensemble: z.object({ units: z.number(), logUnits: z.number() }),
  mean: z.number(),
  p10: z.number(),
  p50: z.number(),
  p90: z.number(),
});

const share = z.number().nullable();
const increaseSchema = z.partialRecord(
  z.union([memberNameSchema, z.literal('ensemble')]),
  z.object({ mape: share, wape: share }),
);

const importanceSchema: z.ZodType<Importance> = z.object({
  rows: z.number(),
  cutoffs: z.array(z.string()),
  repeats: z.number(),
  errors: increaseSchema,
  groups: z.array(z.object({ group: z.string(), increase: increaseSchema })),
});

export const explainReportSchema: z.ZodType<ExplainReport> = z.object({
  version: z.string(),
  segment: segmentSchema,
  cutoff: z.string(),
  weights: z.partialRecord(memberNameSchema, z.number()),
  preset: z.string().exactOptional(),
  coefficients: z.array(coefficientSchema),
  forecasts: z.array(forecastSchema).exactOptional(),
  importance: importanceSchema.exactOptional(),
});
