import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { artifactRefSchema } from '../schemas.ts';
import { namedForecastShape } from './forecast-schemas.ts';
import { forecastNamed } from './named-forecast.ts';

const forecastFileFormats = ['csv', 'parquet'] as const;

/** The file of a region's published forecasts: its artifact, and a name for it. */
export const forecastFile = defineOperation({
  name: 'forecasts.file',
  role: 'reader',
  input: z.object({ ...namedForecastShape, as: z.enum(forecastFileFormats) }),
  answer: z.object({ artifact: artifactRefSchema, name: z.string(), publishedAt: z.string() }),
  async run(app, { as, ...named }) {
    const forecast = await forecastNamed(app, named);
    const { environment, region, cutoff, publishedAt } = forecast;
    return { artifact: forecast[as], name: `${environment}-${region}-${cutoff}.${as}`, publishedAt };
  },
});
