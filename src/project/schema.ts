import { z } from 'zod';
import {
  defaultLassoParameters as lasso,
  defaultNetworkParameters as network,
  defaultTreesParameters as trees,
} from '../contracts/member-defaults.ts';
import { defaultApproval as approval } from '../contracts/promotion-plan.ts';
import { defaultRetention as retention } from '../contracts/retention.ts';
import {
  aims,
  delimiters,
  lassoAims,
  networkPresets,
  repeatedWeeks,
  textEncodings,
  weeklyAggregates,
} from '../contracts/project.ts';
import { sourceKinds } from '../contracts/source-kinds.ts';
import { weekdays } from '../contracts/week.ts';
import { featureSchema } from './feature-schema.ts';
import { checkSchema, driftSchema, freshnessSchema } from './quality-schema.ts';
import { scheduleSchema, watchSchema } from './schedule-schema.ts';
import type { Conditioner } from './loaded-project.ts';

/** Names become parts of workflow ids, paths and search attributes. */
const name = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and dashes, e.g. "us-midwest"')
  .max(60);

const share = z.number().min(0).max(1);
const openShare = z.number().gt(0).lt(1);
const dropShare = z.number().min(0).lt(1);
const count = z.int().min(1);

const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone, e.g. "America/Chicago"');

const landingGlob = z
  .string()
  .min(1)
  .refine(
    (glob) => !glob.startsWith('/') && !glob.includes('\\') && !glob.split('/').includes('..'),
    'must be a glob below the landing folder, parts separated by "/", without ".."',
  );

/** A row schema of any copy of zod 4: what counts is what it can do. */
const rowSchema = z.custom<z.ZodObject>(
  (value) => typeof value === 'object' && value !== null && 'shape' in value && 'safeParse' in value,
  'must be a z.object({...}) of the standard row',
);

const conditioner = z.custom<Conditioner>(
  (value) => typeof value === 'function',
  'must be a function (table, context) => table',
);

export const sourceSchema = z.strictObject({
  name,
  kind: z.enum(sourceKinds),
  landing: landingGlob,
  columns: z.array(z.string().min(1)).default([]),
  delimiter: z.enum(delimiters).default(','),
  encoding: z.enum(textEncodings).optional(),
  row: rowSchema,
  conditioner,
  raw: rowSchema.optional(),
  reads: z.enum(['chunks', 'file']).default('chunks'),
  migrations: z
    .strictObject({
      renamed: z.record(z.string().min(1), z.string().min(1)).optional(),
      defaults: z.record(z.string().min(1), z.string()).optional(),
    })
    .optional(),
  maxBadShare: share.default(0.02),
  missingWeek: z.enum(['missing', 'zero']).default('missing'),
  repeatedWeek: z.enum(repeatedWeeks).optional(),
  checks: z.array(checkSchema).default([]),
  freshness: freshnessSchema.optional(),
  weekly: z.record(z.string(), z.enum(weeklyAggregates)).optional(),
});

const lassoSchema = z.strictObject({
  nAlphas: count.default(lasso.nAlphas),
  minAlphaRatio: openShare.default(lasso.minAlphaRatio),
  l1Ratio: z.number().gt(0).max(1).default(lasso.l1Ratio),
  nFolds: count.default(lasso.nFolds),
  tolerance: z.number().gt(0).default(lasso.tolerance),
  maxIterations: count.default(lasso.maxIterations),
  aim: z.enum(lassoAims).optional(),
});

const networkSchema = z.strictObject({
  preset: z.enum(['auto', ...networkPresets]).default(network.preset),
  epochs: count.default(network.epochs),
  batchSize: count.default(network.batchSize),
  learningRate: z.number().gt(0).default(network.learningRate),
  schedule: z.enum(['cosine', 'constant']).default(network.schedule),
  weightDecay: z.number().min(0).default(network.weightDecay),
  hiddenUnits: z
    .array(count)
    .min(1)
    .default([...network.hiddenUnits]),
  dropout: dropShare.optional(),
  embeddingWidth: count.optional(),
  embeddingDropout: dropShare.optional(),
  logErrorShare: share.optional(),
  seedsPerView: count.default(network.seedsPerView),
  recencyHalfLifeWeeks: z.number().min(0).default(network.recencyHalfLifeWeeks),
  earlyStopping: z.strictObject({ validationWeeks: count, patience: count }).optional(),
});

const fullShare = z.number().gt(0).max(1);

const treesSchema = z.strictObject({
  enabled: z.boolean().default(trees.enabled),
  trees: count.default(trees.trees),
  leaves: z.int().min(2).default(trees.leaves),
  minLeafRows: count.default(trees.minLeafRows),
  columnShare: fullShare.default(trees.columnShare),
  rowShare: fullShare.default(trees.rowShare),
  learningRate: fullShare.default(trees.learningRate),
});

/** An hour and 90 days bound the reminders of one approval, and with them its workflow's history. */
const approvalSchema = z.strictObject({
  remindEveryHours: z.number().min(1).default(approval.remindEveryHours),
  expireAfterDays: z.number().gt(0).max(90).default(approval.expireAfterDays),
});

/** Shape and defaults of a project's configuration. Checks across fields are in `semantic-faults.ts`. */
export const projectSchema = z.strictObject({
  name,
  weekStartsOn: z.enum(weekdays),
  horizonWeeks: z.int().min(1).max(52),
  landingDirectory: z
    .string()
    .min(1)
    .regex(
      /^(?!.*:\/\/)|^(s3|azblob|gs):\/\/[^@?#]+$/,
      'expected a folder, or s3://bucket/prefix, azblob://… or gs://…',
    )
    .default('landing'),
  regions: z.array(z.strictObject({ name, timeZone, schedule: scheduleSchema.optional() })).min(1),
  formats: z.array(name).min(1).default(['large', 'small']),
  velocity: z.strictObject({ fastShareOfUnits: openShare.default(0.8) }).prefault({}),
  sources: z.array(sourceSchema).min(1),
  drivers: z
    .strictObject({
      price: z.string().optional(),
      promotions: z.array(z.string()).default([]),
      weather: z.array(z.string()).default([]),
      events: z.array(z.string()).default([]),
      returns: z.string().optional(),
    })
    .prefault({}),
  features: featureSchema.prefault({}),
  members: z
    .strictObject({
      lasso: lassoSchema.prefault({}),
      network: networkSchema.prefault({}),
      trees: treesSchema.prefault({}),
    })
    .prefault({}),
  seed: z.int().min(0).default(1),
  aim: z.enum(aims).default('balanced'),
  ensemble: z.strictObject({ calibrate: z.boolean().default(false) }).prefault({}),
  backtest: z
    .strictObject({ nWindows: count.default(4), stepSizeWeeks: count.optional(), refitEvery: count.default(2) })
    .prefault({}),
  gate: z
    .strictObject({
      maxMape: z.number().gt(0).default(0.45),
      championTolerance: z.number().min(0).default(0.02),
      mustBeatBaseline: z.boolean().default(true),
      maxQuarantinedShare: share.default(0.05),
      failOnWarnings: z.boolean().default(false),
      maxLevelFactor: z.number().gt(1).default(5),
    })
    .prefault({}),
  staleAfterDays: z.number().gt(0).default(60),
  drift: driftSchema.prefault({}),
  dataChange: z
    .strictObject({
      quietPeriodSeconds: z.number().min(0).default(60),
      longestWaitSeconds: z.number().min(0).default(1800),
    })
    .prefault({}),
  retention: z
    .strictObject({
      datasetsWeeks: z.number().min(1).default(retention.datasetsWeeks),
      unpromotedModelsDays: z.number().min(1).default(retention.unpromotedModelsDays),
      checkpointsDays: z.number().min(1).default(retention.checkpointsDays),
      keepPublishedForecasts: z.boolean().default(retention.keepPublishedForecasts),
      graceHours: z.number().min(1).default(retention.graceHours),
    })
    .prefault({}),
  schedule: scheduleSchema.optional(),
  watch: watchSchema.optional(),
  environments: z
    .record(
      name,
      z.strictObject({
        promotion: z.enum(['automatic', 'manual']),
        approval: approvalSchema.optional(),
        schedule: scheduleSchema.optional(),
        watch: watchSchema.optional(),
      }),
    )
    .default({ dev: { promotion: 'automatic' }, prod: { promotion: 'manual' } }),
});

export type ParsedProject = z.output<typeof projectSchema>;
export type ParsedSource = z.output<typeof sourceSchema>;

function isTimeZone(text: string): boolean {
  // Offsets such as "+02:00" are accepted by Intl, but know no daylight saving.
  if (!/^[A-Z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
