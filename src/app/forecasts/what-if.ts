import { z } from 'zod';
import type { LeverChange, WhatIfSeries, WhatIfWarning } from '../../contracts/what-if.ts';
import { segmentSchema } from '../schemas.ts';
import type { App, TableRow } from '../app.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { selectModelIn } from '../models/select-model.ts';
import { goneIfCollected } from './forecast-gone.ts';
import { namedForecastShape, publishedForecastSchema } from './forecast-schemas.ts';
import {
  byModel,
  byOneModel,
  checkLevers,
  checkWeeks,
  scoringBasis,
  type PublishedSegment,
  type ScoringBasis,
} from './scoring-basis.ts';
import { checkScoredRows, scoreInTime } from './scoring-limits.ts';
import { leverSchema, seenSchema, warningSchema, whatIfSeriesSchema } from './what-if-schemas.ts';

const changeSchema: z.ZodType<LeverChange> = z
  .object({
    lever: z.string(),
    /** Weeks to change. Default: every week that is forecast. */
    weeks: z.array(z.string()).readonly().exactOptional(),
    /** The new value. Either this or `times`. */
    to: z.number().exactOptional(),
    /** Factor on the planned value. */
    times: z.number().min(0).exactOptional(),
  })
  .refine(({ to, times }) => (to === undefined) !== (times === undefined), 'needs either "to" or "times"');

/**
 * What published forecasts of an item would be with another price, promotion or event: before and after, what the change goes through, and
 * where the answer is a guess. Without a change it answers what was published, and what is planned.
 */
export const whatIf = defineOperation({
  name: 'forecasts.what-if',
  role: 'reader',
  input: z.object({
    ...namedForecastShape,
    item: z.string(),
    /** Default: every store whose forecasts were published. */
    store: z.string().exactOptional(),
    /** Default: every format. */
    format: z.string().exactOptional(),
    /** A model of the region, as `models.show` takes one, that answers for its segment. Default: those that made the published forecasts. */
    model: z.string().exactOptional(),
    /** In order: several changes of the same value follow one another. */
    changes: z.array(changeSchema).max(100).readonly(),
  }),
  answer: z.object({
    forecast: publishedForecastSchema,
    levers: z.array(leverSchema).readonly(),
    series: z.array(whatIfSeriesSchema).readonly(),
    /** What the model of a segment has seen of the item, in the weeks it was trained on. */
    seen: z.array(z.object({ segment: segmentSchema, levers: z.array(seenSchema).readonly() })).readonly(),
    warnings: z.array(warningSchema).readonly(),
  }),
  async run(app, { item, store, format, model: wanted, changes, ...named }) {
    const basis = await scoringBasis(app, named);
    const { forecast, levers } = basis;
    checkLevers(
      basis,
      changes.map(({ lever }) => lever),
    );
    checkWeeks(
      basis,
      changes.flatMap(({ weeks = [] }) => weeks),
    );
    const conditions = { item, ...(store === undefined ? {} : { store }), ...(format === undefined ? {} : { format }) };
    const rows = await goneIfCollected(app, forecast, () => app.readRows(forecast.parquet, conditions));
    if (rows.length === 0) throw refusal('no-such-row', { conditions });
    checkScoredRows(rows.length);
    const { segments, withoutModel } = await segmentsOf(app, basis, rows, wanted);
    if (segments.length + withoutModel.length === 0) throw refusal('no-such-row', { conditions });
    const fallbacks = [...new Set(withoutModel.map((row) => String(row['scored_by'])))];
    if (segments.length === 0) throw refusal('scored-without-model', { item, scoredBy: fallbacks });
    const asked = segments.map((segment) => askModel(app, basis, segment, { item, changes }));
    const outcomes = await goneIfCollected(app, forecast, () => Promise.all(asked));
    return {
      ...{ forecast, levers },
      series: outcomes.flatMap(({ series }) => series),
      seen: outcomes.map(({ segment, seen }) => ({ segment, levers: seen })),
      warnings: [...outcomes.flatMap(({ warnings }) => warnings), ...leftOut(withoutModel, fallbacks)],
    };
  },
});

async function segmentsOf(app: App, { forecast }: ScoringBasis, rows: readonly TableRow[], wanted: string | undefined) {
  if (wanted === undefined) return byModel(app, forecast, rows);
  const { record } = await app.withRegistry((registry) => selectModelIn(registry, forecast.environment, wanted));
  const isOfRegion = record.segment.region === forecast.region;
  return { segments: isOfRegion ? byOneModel(record, rows) : [], withoutModel: [] };
}

async function askModel(
  app: App,
  { manifest }: ScoringBasis,
  { segment, model, rows }: PublishedSegment,
  { item, changes }: { readonly item: string; readonly changes: readonly LeverChange[] },
) {
  const stores = [...new Set(rows.map((row) => String(row['store'])))];
  const { series, seen, warnings } = await scoreInTime(app, 'what-if', { model, manifest, item, stores, changes });
  const found = series.map((one): WhatIfSeries => ({ ...one, segment, model: model.version }));
  return { segment, seen, series: found, warnings: [...warnings, ...otherThanPublished(found, rows)] };
}

/** Another model, or code that has changed since, forecasts otherwise: then the comparison holds, and the numbers are not the published ones. */
function otherThanPublished(series: readonly WhatIfSeries[], rows: readonly TableRow[]): readonly WhatIfWarning[] {
  const keyOf = (store: unknown, week: unknown): string => JSON.stringify([store, week]);
  const published = new Map(rows.map((row) => [keyOf(row['store'], row['week']), row['forecast']]));
  const differs = series.some(({ store, weeks }) =>
    weeks.some(({ week, before }) => published.get(keyOf(store, week)) !== before.forecast),
  );
  const others = [...new Set(rows.map((row) => String(row['scored_by'])))].filter((by) => by !== series[0]?.model);
  const text =
    others.length > 0
      ? `this model did not make the published numbers: ${others.join(', ')} did`
      : 'forecasting again gives other numbers than were published: the code has changed since';
  return differs ? [{ code: 'other-than-published', text }] : [];
}

function leftOut(rows: readonly TableRow[], fallbacks: readonly string[]): readonly WhatIfWarning[] {
  if (rows.length === 0) return [];
  const stores = new Set(rows.map((row) => row['store'])).size;
  const text = `${stores} ${stores === 1 ? 'store is' : 'stores are'} left out: forecast without a model (${fallbacks.join(', ')})`;
  return [{ code: 'without-model', text }];
}
