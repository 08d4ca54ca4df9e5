import { z } from 'zod';
import type { RowToScore } from '../../contracts/what-if.ts';
import type { App, TableRow } from '../app.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { segmentSchema } from '../schemas.ts';
import { goneIfCollected } from './forecast-gone.ts';
import { namedForecastShape, publishedForecastSchema } from './forecast-schemas.ts';
import { byModel, checkLevers, checkWeeks, scoringBasis } from './scoring-basis.ts';
import { checkScoredRows, scoreInTime } from './scoring-limits.ts';
import { figuresShape } from './what-if-schemas.ts';

const rowSchema: z.ZodType<RowToScore> = z.object({
  store: z.string(),
  item: z.string(),
  /** A week that is forecast. */
  week: z.string(),
  /** Price, promotions and events by their columns; those left out stay as planned. */
  values: z.record(z.string(), z.number()),
});

/** Scores rows that are given, with the models that made the published forecasts: what a system asks that plans prices itself. */
export const scoreRows = defineOperation({
  name: 'forecasts.score',
  role: 'reader',
  input: z.object({ ...namedForecastShape, rows: z.array(rowSchema).min(1).readonly() }),
  answer: z.object({
    forecast: publishedForecastSchema,
    /** In the order of the rows. Units; `published` is null where the interval or number was not known. */
    rows: z
      .array(
        z.object({
          ...{ store: z.string(), item: z.string(), week: z.string(), step: z.number() },
          ...figuresShape,
          published: z.number().nullable(),
          segment: segmentSchema,
          model: z.string(),
        }),
      )
      .readonly(),
  }),
  async run(app, { rows, ...named }) {
    checkScoredRows(rows.length);
    const basis = await scoringBasis(app, named);
    const { forecast, manifest } = basis;
    checkLevers(
      basis,
      rows.flatMap(({ values }) => Object.keys(values)),
    );
    checkWeeks(
      basis,
      rows.map(({ week }) => week),
    );
    const published = await publishedRows(app, basis, rows);
    const { segments, withoutModel } = await byModel(app, forecast, [...published.values()]);
    const [without] = withoutModel;
    if (without) {
      throw refusal('scored-without-model', {
        item: String(without['item']),
        scoredBy: [String(without['scored_by'])],
      });
    }
    const positions = new Map(rows.map((row, position) => [keyOf(row), position]));
    const answers = await goneIfCollected(app, forecast, () =>
      Promise.all(
        segments.map(async ({ segment, model, rows: own }) => {
          const asked = own.map((row) => rows[positions.get(keyOf(row))!]!);
          const besides = rows.filter((row) => !asked.includes(row));
          const scored = await scoreInTime(app, 'score-rows', { model, manifest, rows: asked, besides });
          return scored.map((row) => {
            const before = published.get(keyOf(row))!['forecast'];
            return { ...row, published: typeof before === 'number' ? before : null, segment, model: model.version };
          });
        }),
      ),
    );
    const inOrder = answers.flat().toSorted((a, b) => positions.get(keyOf(a))! - positions.get(keyOf(b))!);
    return { forecast, rows: inOrder };
  },
});

/** The published row of each row that is asked for. Throws `Refusal` where there is none, and where a row is asked for twice. */
async function publishedRows(
  app: App,
  { forecast }: { readonly forecast: z.infer<typeof publishedForecastSchema> },
  rows: readonly RowToScore[],
): Promise<ReadonlyMap<string, TableRow>> {
  const all = (of: (row: RowToScore) => string): readonly string[] => [...new Set(rows.map(of))];
  const conditions = { store: all(({ store }) => store), item: all(({ item }) => item), week: all(({ week }) => week) };
  const found = await goneIfCollected(app, forecast, () => app.readRows(forecast.parquet, conditions));
  const known = new Map(found.map((row) => [keyOf(row), row]));
  const published = new Map<string, TableRow>();
  rows.forEach((row, index) => {
    const { store, item, week } = row;
    const own = known.get(keyOf(row));
    if (!own) throw refusal('no-such-row', { conditions: { store, item, week } });
    if (published.has(keyOf(row))) {
      const fault = {
        path: ['rows', String(index)],
        message: `store ${store}, item ${item}, week ${week} is there twice`,
      };
      throw refusal('invalid-input', { operation: 'forecasts.score', faults: [fault] });
    }
    published.set(keyOf(row), own);
  });
  return published;
}

function keyOf(row: { readonly store?: unknown; readonly item?: unknown; readonly week?: unknown }): string {
  return JSON.stringify([row.store, row.item, row.week]);
}
