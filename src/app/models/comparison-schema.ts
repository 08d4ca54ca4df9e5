import { z } from 'zod';
import type { ErrorSums, ModelComparison, PairedErrors } from '../../contracts/model-comparison.ts';
import { errorMetricsSchema } from '../schemas.ts';

const sumsSchema: z.ZodType<ErrorSums> = z.object({ over: z.number(), under: z.number() });

const pairedShape = {
  rows: z.number(),
  sold: z.number(),
  first: sumsSchema,
  second: sumsSchema,
} satisfies Record<keyof PairedErrors, z.ZodType>;
const pairedSchema = z.object(pairedShape);

const itemsSchema = z.array(z.object({ item: z.string(), ...pairedShape, money: pairedSchema.exactOptional() }));

export const modelComparisonSchema: z.ZodType<ModelComparison> = z.object({
  first: z.string(),
  second: z.string(),
  windows: z.array(
    z.object({ cutoff: z.string(), from: z.enum(['backtest', 'forecast again', 'published']), rows: z.number() }),
  ),
  note: z.string().exactOptional(),
  units: pairedSchema,
  money: pairedSchema.exactOptional(),
  metrics: z.object({ first: errorMetricsSchema, second: errorMetricsSchema }),
  bySteps: z.array(z.object({ step: z.number(), ...pairedShape })),
  items: z.object({
    total: z.number(),
    worse: z.number(),
    better: z.number(),
    mostWorse: itemsSchema,
    mostBetter: itemsSchema,
  }),
});
