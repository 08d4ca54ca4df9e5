import { z } from 'zod';
import type { PublishedForecast } from '../../ports/forecast-catalogue.ts';
import type { RowRange } from '../../ports/table-engine.ts';
import type { App, RowConditions } from '../app.ts';
import { defineOperation } from '../operation.ts';
import { pageAt, placeOf } from '../page-token.ts';
import { refusal } from '../refusal.ts';
import { goneIfCollected } from './forecast-gone.ts';
import { publishedForecastSchema, rowFilterShape } from './forecast-schemas.ts';
import { divideNamed, forecastNamed } from './named-forecast.ts';

const inputSchema = z.object({
  ...rowFilterShape,
  /** Rows of a page. Default 1000. */
  limit: z.int().min(1).max(10_000).exactOptional(),
  /** What the page before answered as `nextPage`. Default: the first page. */
  page: z.string().exactOptional(),
});

/** Published forecasts of a region, row by row, page by page; the newest unless a cutoff is named. */
export const findForecastRows = defineOperation({
  name: 'forecasts.rows',
  role: 'reader',
  input: inputSchema,
  answer: z.object({
    forecast: publishedForecastSchema,
    /** In units; null where a number is not known. */
    rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))).readonly(),
    /** Left out on the last page. */
    nextPage: z.string().exactOptional(),
  }),
  async run(app, input) {
    const { forecast, conditions, range, next } = await pageOf(app, input);
    // One more than asked for shows whether there is another page.
    const more = { ...range, limit: range.limit + 1 };
    const found = await goneIfCollected(app, forecast, () => app.readRows(forecast.parquet, conditions, more));
    const rows = found.slice(0, range.limit);
    return { forecast, rows, ...(found.length > range.limit ? { nextPage: next } : {}) };
  },
});

/** A page of rows whose JSON is made when it is needed. */
interface PageText {
  /** What the page holds, with everything it follows from: the same facts, the same text. */
  readonly facts: unknown;
  /** The answer of `forecasts.rows`, one piece after the other: rows stay where they are kept. */
  pieces(): Promise<readonly Buffer[]>;
}

/** The same operation, its answer as JSON text: where an edge keeps rows as text, none of them is made twice. */
export const findForecastRowTexts = {
  ...findForecastRows,
  answer: z.custom<PageText>(),
  async run(app: App, input: z.infer<typeof inputSchema>) {
    const { forecast, conditions, range, next } = await pageOf(app, input);
    const table = { ...forecast.parquet, rows: forecast.rows };
    return {
      facts: [forecast.parquet.hash, forecast.publishedAt, conditions, range],
      async pieces() {
        const found = await goneIfCollected(app, forecast, () => app.readRowTexts(table, conditions, range));
        if (!found) return [Buffer.from(JSON.stringify(await findForecastRows.run(app, input)))];
        const head = Buffer.from(`{"forecast":${JSON.stringify(forecast)},"rows":[`);
        const tail = Buffer.from(`]${found.more ? `,"nextPage":${JSON.stringify(next)}` : ''}}`);
        return [head, found.text, tail];
      },
    };
  },
};

interface Page {
  readonly forecast: PublishedForecast;
  readonly conditions: RowConditions;
  readonly range: RowRange;
  /** Name of the page that follows, where there is one. */
  readonly next: string;
}

async function pageOf(app: App, input: z.infer<typeof inputSchema>): Promise<Page> {
  const { named, rest } = divideNamed(input);
  const { limit = 1000, page, ...conditions } = rest;
  const forecast = await forecastNamed(app, named);
  const { hash } = forecast.parquet;
  const offset = page === undefined ? 0 : offsetOf(page, hash);
  return { forecast, conditions, range: { offset, limit }, next: pageAt(`${hash} ${offset + limit}`) };
}

/** Pages are of the forecasts they began with. Throws `Refusal` where others have been published since. */
function offsetOf(page: string, hash: string): number {
  const [, of, offset] = placeOf(page, /^([0-9a-f]+) (\d{1,15})$/);
  if (of !== hash) throw refusal('unknown-page', { page });
  return Number(offset);
}
