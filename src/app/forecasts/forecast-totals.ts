import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { goneIfCollected } from './forecast-gone.ts';
import { publishedForecastSchema, rowFilterShape } from './forecast-schemas.ts';
import { forecastNamed } from './named-forecast.ts';

/** Published forecasts of a region by week: the sums of as many rows as there are. */
export const forecastTotals = defineOperation({
  name: 'forecasts.totals',
  role: 'reader',
  input: z.object(rowFilterShape),
  answer: z.object({
    forecast: publishedForecastSchema,
    /** In order; weeks without rows are left out. */
    weeks: z
      .array(
        z.object({
          week: z.string(),
          series: z.number(),
          /** Sum of the unbiased numbers, in units; of the forecasts where a table of earlier code has none. */
          mean: z.number(),
          /** Sum of the means of the past, in units. */
          baseline: z.number(),
        }),
      )
      .readonly(),
  }),
  async run(app, { environment, region, cutoff, publishedUpTo, ...conditions }) {
    const forecast = await forecastNamed(app, {
      ...{ environment, region },
      ...(cutoff === undefined ? {} : { cutoff }),
      ...(publishedUpTo === undefined ? {} : { publishedUpTo }),
    });
    const of = ['mean', 'forecast', 'baseline'];
    const found = await goneIfCollected(app, forecast, () =>
      app.sumRows(forecast.parquet, conditions, { by: 'week', of }),
    );
    const weeks = found.map(({ value, rows, sums: { mean, forecast: aimed = 0, baseline = 0 } }) => {
      return { week: value, series: rows, mean: mean ?? aimed, baseline };
    });
    return { forecast, weeks };
  },
});
