import { z } from 'zod';
import type { CheckName, CheckOf } from '../contracts/quality.ts';

const share = z.number().min(0).max(1);
const severity = z.enum(['block', 'warn']).default('warn');

/** The shape of each check; see contracts/quality.ts. */
const checkSchemas = {
  range: z
    .strictObject({
      check: z.literal('range'),
      column: z.string().min(1),
      min: z.number().optional(),
      max: z.number().optional(),
      maxShare: share.default(0),
      severity,
    })
    .refine(({ min, max }) => min !== undefined || max !== undefined, 'needs min or max')
    .refine(({ min = -Infinity, max = Infinity }) => min <= max, 'min must not be above max'),
  completeness: z.strictObject({ check: z.literal('completeness'), minCoverage: share, severity }),
  volume: z
    .strictObject({
      check: z.literal('volume'),
      minShare: z.number().min(0).optional(),
      maxShare: z.number().gt(0).optional(),
      severity,
    })
    .refine(({ minShare, maxShare }) => minShare !== undefined || maxShare !== undefined, 'needs minShare or maxShare')
    .refine(({ minShare = 0, maxShare = Infinity }) => minShare <= maxShare, 'minShare must not be above maxShare'),
  uniqueness: z.strictObject({ check: z.literal('uniqueness'), maxShare: share, severity }),
  referential: z.strictObject({ check: z.literal('referential'), maxShare: share, severity }),
} satisfies { readonly [Name in CheckName]: z.ZodType<CheckOf<Name>> };

type CheckSchema = (typeof checkSchemas)[CheckName];

/** What a source's rows have to be. */
export const checkSchema = z.discriminatedUnion(
  'check',
  Object.values(checkSchemas) as unknown as readonly [CheckSchema, ...CheckSchema[]],
);

export const freshnessSchema = z.strictObject({ maxWeeksBehind: z.int().min(0), severity });

/** When inputs and errors count as drifted; see contracts/drift.ts. */
export const driftSchema = z.strictObject({
  psi: z.number().gt(0).default(0.1),
  alpha: z.number().gt(0).lt(1).default(0.01),
  leastChange: z.number().min(0).default(0.05),
  minWeeks: z.int().min(1).max(8).default(4),
  margin: z.number().min(1).default(1.5),
  columns: z.array(z.string().min(1)).optional(),
  errors: z
    .strictObject({
      enabled: z.boolean().default(true),
      factor: z.number().gt(1).default(1.5),
      minWeeks: z.int().min(3).max(13).default(4),
    })
    .prefault({}),
});
