import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { goneIfCollected } from './forecast-gone.ts';
import { publishedForecastSchema, rowFilterShape } from './forecast-schemas.ts';
import { divideNamed, forecastNamed } from './named-forecast.ts';

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
          /** Sum of the unbiased numbers, in units; of the forecast in rows that have none. */
          mean: z.number(),
          /** Sum of the means of the past, in units; `null` in a table without them. */
          baseline: z.number().nullable(),
        }),
      )
      .readonly(),
  }),
  async run(app, input) {
    const { named, rest: conditions } = divideNamed(input);
    const forecast = await forecastNamed(app, named);
    const of = { mean: ['mean', 'forecast'], baseline: ['baseline'] };
    const found = await goneIfCollected(app, forecast, () =>
      app.sumRows(forecast.parquet, conditions, { by: 'week', of }),
    );
    const weeks = found.map(({ value, rows, sums: { mean = 0, baseline = null } }) => {
      return { week: value, series: rows, mean, baseline };
    });
    return { forecast, weeks };
  },
});
