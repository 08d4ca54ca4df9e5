import { z } from 'zod';
import { quarantineReasons, type QualityProfile, type SourceQuality } from '../../contracts/dataset.ts';
import { repeatedWeeks } from '../../contracts/project.ts';
import { checkNames, standingChecks, type QualityFinding } from '../../contracts/quality.ts';
import { sourceKinds } from '../../contracts/source-kinds.ts';
import type { DatasetQuality, RegisteredDataset } from '../../ports/dataset-catalogue.ts';
import { artifactRefSchema } from '../schemas.ts';

const figure = z.number().nullable();
const fileCopy = { path: z.string(), of: z.string() };

const sourceQualitySchema: z.ZodType<SourceQuality> = z.object({
  source: z.string(),
  kind: z.enum(sourceKinds),
  files: z.number(),
  rows: z.number(),
  quarantined: z.partialRecord(z.enum(quarantineReasons), z.number()),
  corrected: z.number(),
  repeated: z.number(),
  added: z.number().exactOptional(),
  repeatedKeys: z
    .object({
      taken: z.enum(repeatedWeeks),
      weeks: z.number(),
      ofWeeks: z.number(),
      example: z.object({ week: z.string(), files: z.tuple([z.string(), z.string()]) }),
      changed: z.number(),
      oneWay: z.number(),
      lastLevel: z.number().exactOptional(),
      sumLevel: z.number().exactOptional(),
    })
    .exactOptional(),
  copies: z.array(z.object(fileCopy)).exactOptional(),
  repeats: z.array(z.object({ ...fileCopy, rows: z.number(), same: z.number() })).exactOptional(),
  zeroWeeks: z
    .object({ weeks: z.number(), missing: z.number(), zeros: z.number(), expected: z.number() })
    .exactOptional(),
  lastWeek: z.string().exactOptional(),
});

const seriesLifeSchema = z.object({
  format: z.string(),
  store: z.string(),
  item: z.string(),
  state: z.enum(['planned', 'ended']),
  lastSale: z.string().nullable(),
  why: z.string(),
});

const qualityProfileShape = {
  sources: z.array(sourceQualitySchema),
  coverage: z.number(),
  zeroShare: z.number(),
  weeksBehind: z.number(),
  storesInCutoffWeek: z.number(),
  stores: z.number(),
  life: z.object({ planned: z.number(), ended: z.number(), named: z.array(seriesLifeSchema) }).exactOptional(),
  columns: z.array(z.object({ column: z.string(), min: figure, max: figure, mean: figure, missing: z.number() })),
} satisfies Record<keyof QualityProfile, z.ZodType>;

const qualityFindingSchema: z.ZodType<QualityFinding> = z.object({
  source: z.string(),
  check: z.enum([...checkNames, ...standingChecks]),
  severity: z.enum(['block', 'warn']),
  passed: z.boolean(),
  detail: z.string(),
});

const datasetQualitySchema: z.ZodType<DatasetQuality> = z.object({
  ...qualityProfileShape,
  findings: z.array(qualityFindingSchema).exactOptional(),
  profiles: z.record(z.string(), artifactRefSchema).exactOptional(),
});

export const registeredDatasetSchema: z.ZodType<RegisteredDataset> = z.object({
  version: z.string(),
  region: z.string(),
  cutoff: z.string(),
  manifest: artifactRefSchema,
  rows: z.number(),
  quality: datasetQualitySchema,
  recordedAt: z.string(),
});
