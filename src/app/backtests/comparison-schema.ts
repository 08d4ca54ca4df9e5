import { z } from 'zod';
import {
  comparedNames,
  verdicts,
  type ComparedBacktest,
  type ExperimentComparison,
  type PairedError,
} from '../../contracts/experiment.ts';

const sides = z.object({ a: z.number(), b: z.number() });

const pairedErrorSchema: z.ZodType<PairedError> = z.object({
  a: z.number(),
  b: z.number(),
  difference: z.number(),
  weeks: z.number(),
  standardError: z.number().nullable(),
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  pValue: z.number().nullable(),
  verdict: z.enum(verdicts),
});

const pairedErrorsShape = {
  rows: z.number(),
  wape: pairedErrorSchema.nullable(),
  mape: pairedErrorSchema.nullable(),
};

const sideSchema: z.ZodType<ComparedBacktest> = z.object({
  file: z.string(),
  options: z.string().exactOptional(),
  rows: z.number(),
  leftOut: z.number(),
  onlyHere: z.number(),
});

export const comparisonSchema: z.ZodType<ExperimentComparison> = z.object({
  comparisonVersion: z.literal(1),
  forecaster: z.enum(comparedNames),
  a: sideSchema,
  b: sideSchema,
  otherActuals: z.number(),
  overall: z.object(pairedErrorsShape),
  intervals: z.object({ rows: z.number(), coverage: sides, width: sides, pinball: pairedErrorSchema }).exactOptional(),
  weeks: z.array(
    z.object({
      week: z.string(),
      rows: z.number(),
      actual: z.number(),
      absoluteErrorA: z.number(),
      absoluteErrorB: z.number(),
    }),
  ),
  slices: z
    .object({ by: z.string(), groups: z.array(z.object({ group: z.string(), ...pairedErrorsShape })) })
    .exactOptional(),
});
