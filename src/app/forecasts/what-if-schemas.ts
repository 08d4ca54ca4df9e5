import { z } from 'zod';
import {
  leverKinds,
  whatIfWarnings,
  type ChangePart,
  type ForecastFigures,
  type Lever,
  type SeenValues,
  type WhatIfSeries,
  type WhatIfWarning,
  type WhatIfWeek,
} from '../../contracts/what-if.ts';
import { memberNameSchema, segmentSchema } from '../schemas.ts';

export const leverSchema: z.ZodType<Lever> = z.object({ name: z.string(), kind: z.enum(leverKinds) });

export const figuresShape = {
  forecast: z.number(),
  mean: z.number(),
  p10: z.number(),
  p50: z.number(),
  p90: z.number(),
} satisfies Record<keyof ForecastFigures, z.ZodType>;
const figuresSchema: z.ZodType<ForecastFigures> = z.object(figuresShape);

const partSchema: z.ZodType<ChangePart> = z.object({
  by: z.union([memberNameSchema, z.literal('calibration')]),
  group: z.string().exactOptional(),
  logUnits: z.number(),
});

const weekSchema: z.ZodType<WhatIfWeek> = z.object({
  week: z.string(),
  step: z.number(),
  levers: z
    .array(z.object({ lever: z.string(), planned: z.number().nullable(), changed: z.number().nullable() }))
    .readonly(),
  before: figuresSchema,
  after: figuresSchema,
  parts: z.array(partSchema).readonly(),
});

export const whatIfSeriesSchema: z.ZodType<WhatIfSeries> = z.object({
  store: z.string(),
  item: z.string(),
  segment: segmentSchema,
  model: z.string(),
  weeks: z.array(weekSchema).readonly(),
});

export const seenSchema: z.ZodType<SeenValues> = z.object({
  lever: z.string(),
  lowest: z.number().exactOptional(),
  highest: z.number().exactOptional(),
  weeksAboveZero: z.number(),
});

export const warningSchema: z.ZodType<WhatIfWarning> = z.object({
  code: z.enum(whatIfWarnings),
  lever: z.string().exactOptional(),
  store: z.string().exactOptional(),
  text: z.string(),
});
