import { z } from 'zod';
import type { PresetChoice } from '../../contracts/preset-choice.ts';
import { networkPresets } from '../../contracts/project.ts';
import type { BacktestDetails, MemberTraining, TrainingReport } from '../../contracts/training-report.ts';
import { comparisonSchema, yearAgoSchema } from '../backtests/backtest-schemas.ts';
import { fittedMemberNameSchema, segmentSchema } from '../schemas.ts';

const figure = z.number().nullable();
const losses = z.array(z.number());

const presetChoiceSchema: z.ZodType<PresetChoice> = z.object({
  preset: z.enum(networkPresets),
  reason: z.enum(['given', 'too little history', 'least error', 'not clearly worse than the least']),
  trials: z.array(
    z.object({
      preset: z.enum(networkPresets),
      mape: figure,
      wape: figure,
      score: z.number(),
      weekScores: z.array(z.number()),
    }),
  ),
});

const memberTrainingSchema: z.ZodType<MemberTraining> = z.object({
  member: fittedMemberNameSchema,
  trainingRows: figure,
  featureColumns: figure,
  targetWeeks: figure,
  oldestCutoff: z.string().nullable(),
  networks: z.array(z.object({ view: z.string(), losses, validationLosses: losses })),
  regressions: z
    .object({
      count: z.number(),
      pooled: z.boolean(),
      columns: z.number(),
      used: z.object({ least: z.number(), median: z.number(), most: z.number() }),
      alpha: z.object({ least: z.number(), most: z.number() }),
    })
    .exactOptional(),
  trees: z
    .object({
      count: z.number(),
      rowsPerTree: z.number(),
      losses: z.object({ first: z.number(), last: z.number() }),
      columns: z.array(z.object({ column: z.string(), share: z.number() })),
    })
    .exactOptional(),
  preset: presetChoiceSchema.exactOptional(),
});

const backtestDetailsSchema: z.ZodType<BacktestDetails> = z.object({
  overall: comparisonSchema,
  byStep: z.array(z.object({ step: z.number(), metrics: comparisonSchema })),
  byCutoff: z.array(z.object({ cutoff: z.string(), metrics: comparisonSchema })),
  slices: z
    .array(z.object({ by: z.string(), groups: z.array(z.object({ group: z.string(), metrics: comparisonSchema })) }))
    .exactOptional(),
  yearAgo: yearAgoSchema.exactOptional(),
  rowsLeftOut: z.number(),
  items: z.object({
    total: z.number(),
    worst: z.array(z.object({ item: z.string(), metrics: comparisonSchema })),
  }),
});

export const trainingReportSchema: z.ZodType<TrainingReport> = z.object({
  version: z.string(),
  segment: segmentSchema,
  members: z.array(memberTrainingSchema),
  backtest: backtestDetailsSchema.exactOptional(),
});
