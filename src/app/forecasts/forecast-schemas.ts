import { z } from 'zod';
import type { PublishedForecast } from '../../ports/forecast-catalogue.ts';
import { velocities } from '../../contracts/segment.ts';
import { artifactRefSchema } from '../schemas.ts';

export const publishedForecastSchema: z.ZodType<PublishedForecast> = z.object({
  environment: z.string(),
  region: z.string(),
  cutoff: z.string(),
  cycleId: z.string(),
  datasetVersion: z.string(),
  rows: z.number(),
  parquet: artifactRefSchema,
  csv: artifactRefSchema,
  scoredBy: z.record(z.string(), z.string()),
  publishedAt: z.string(),
});

const moment = z.iso.datetime({ offset: true, error: 'must be a time in ISO 8601' });

/** Which published forecasts of a region are meant. */
export const namedForecastShape = {
  environment: z.string(),
  region: z.string(),
  /** Default: the newest that was published. */
  cutoff: z.iso.date('must be a week, YYYY-MM-DD').exactOptional(),
  /** As they were published at a moment, ISO 8601. Default: now. */
  publishedUpTo: moment.exactOptional(),
};

/** Which of their rows. */
export const rowFilterShape = {
  ...namedForecastShape,
  format: z.string().exactOptional(),
  velocity: z.enum(velocities).exactOptional(),
  store: z.string().exactOptional(),
  item: z.string().exactOptional(),
  /** The week that is forecast. */
  week: z.iso.date('must be a week, YYYY-MM-DD').exactOptional(),
};
