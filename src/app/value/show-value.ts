import { z } from 'zod';
import type { BusinessValue } from '../../contracts/business-value.ts';
import { checkEnvironment, checkRegion } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { datasetOfRegion } from '../datasets/select-dataset.ts';

const itemValueSchema = z.object({
  item: z.string(),
  rows: z.int(),
  sold: z.number(),
  forecast: z.number(),
  over: z.number(),
  under: z.number(),
  money: z.object({ over: z.number(), under: z.number() }).exactOptional(),
});

const businessValueShape = {
  weeks: z.array(
    z.object({
      week: z.string(),
      cutoff: z.string(),
      rows: z.int(),
      units: z.number(),
      error: z.number(),
      baselineError: z.number(),
      lastYear: z.object({ rows: z.int(), units: z.number(), error: z.number(), published: z.number() }),
    }),
  ),
  lost: z.array(z.string()),
  items: z.int(),
  over: z.array(itemValueSchema),
  under: z.array(itemValueSchema),
  unpriced: z.int().exactOptional(),
} satisfies Record<keyof BusinessValue, z.ZodType>;

/** Weeks that are shown unless others are asked for: a quarter. */
const usualWeeks = 13;

/** What published forecasts were worth: their errors against last year and the mean of the past, and the items they missed most. */
export const showValue = defineOperation({
  name: 'value.show',
  role: 'reader',
  input: z.object({
    environment: z.string(),
    region: z.string(),
    /** The newest weeks with sales. Default 13. */
    weeks: z.int().min(1).max(104).exactOptional(),
  }),
  answer: z.object({ environment: z.string(), region: z.string(), ...businessValueShape }),
  async run(app, { environment, region, weeks = usualWeeks }) {
    const { environments, regions } = app.project.resolved;
    checkEnvironment(environment, Object.keys(environments));
    checkRegion(region, regions);
    const { manifest, published } = await app.withRegistry(async (registry) => ({
      manifest: (await datasetOfRegion(registry, region, undefined)).manifest,
      published: await registry.findForecasts({ environment, region }),
    }));
    const forecasts = published.map(({ cutoff, parquet }) => ({ cutoff, parquet }));
    const value = await app.withJobs((jobs) => jobs.run(region, 'measure-value', { manifest, forecasts, weeks }));
    return { environment, region, ...value };
  },
});
