import { z } from 'zod';
import { velocities } from '../../contracts/segment.ts';
import { defineOperation } from '../operation.ts';
import { pageAt, placeOf } from '../page-token.ts';
import { refusal } from '../refusal.ts';
import { namedForecastShape, publishedForecastSchema } from './forecast-schemas.ts';
import { forecastNamed } from './named-forecast.ts';

/** Published forecasts of a region, row by row, page by page; the newest unless a cutoff is named. */
export const findForecastRows = defineOperation({
  name: 'forecasts.rows',
  role: 'reader',
  input: z.object({
    ...namedForecastShape,
    format: z.string().exactOptional(),
    velocity: z.enum(velocities).exactOptional(),
    store: z.string().exactOptional(),
    item: z.string().exactOptional(),
    /** The week that is forecast. */
    week: z.iso.date('must be a week, YYYY-MM-DD').exactOptional(),
    /** Rows of a page. Default 1000. */
    limit: z.int().min(1).max(10_000).exactOptional(),
    /** What the page before answered as `nextPage`. Default: the first page. */
    page: z.string().exactOptional(),
  }),
  answer: z.object({
    forecast: publishedForecastSchema,
    /** In units; null where a number is not known. */
    rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))).readonly(),
    /** Left out on the last page. */
    nextPage: z.string().exactOptional(),
  }),
  async run(app, { environment, region, cutoff, publishedUpTo, limit = 1000, page, ...columns }) {
    const forecast = await forecastNamed(app, {
      ...{ environment, region },
      ...(cutoff === undefined ? {} : { cutoff }),
      ...(publishedUpTo === undefined ? {} : { publishedUpTo }),
    });
    const offset = page === undefined ? 0 : offsetOf(page, forecast.parquet.hash);
    // One more than asked for shows whether there is another page.
    const found = await app.readRows(forecast.parquet, columns, { offset, limit: limit + 1 });
    const more = found.length > limit ? { nextPage: pageAt(`${forecast.parquet.hash} ${offset + limit}`) } : {};
    return { forecast, rows: found.slice(0, limit), ...more };
  },
});

/** Pages are of the forecasts they began with. Throws `Refusal` where others have been published since. */
function offsetOf(page: string, hash: string): number {
  const [, of, offset] = placeOf(page, /^([0-9a-f]+) (\d{1,15})$/);
  if (of !== hash) throw refusal('unknown-page', { page });
  return Number(offset);
}
