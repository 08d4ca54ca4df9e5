import { z } from 'zod';
import type { ForecastExplanation } from '../../contracts/explanation.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { explainReportSchema } from './explain-schemas.ts';
import { checkCode, withDataset } from './model-basis.ts';
import { namedModelShape } from './model-schemas.ts';
import { selectModel } from './select-model.ts';

const seriesSchema = z.object({
  store: z.string(),
  item: z.string(),
  /** Default: every week that the model forecasts. */
  week: z.string().exactOptional(),
});
type Series = z.infer<typeof seriesSchema>;

/** What a model uses: its coefficients, how forecasts of a series were made, what its groups of features contribute. */
export const explainModel = defineOperation({
  name: 'models.explain',
  role: 'reader',
  input: z.object({
    ...namedModelShape,
    /** Whose forecasts to explain. Default: none. */
    series: seriesSchema.exactOptional(),
    /** Whether to measure the importance of the groups of features, by shuffling them. Default false. */
    importance: z.boolean().exactOptional(),
  }),
  answer: explainReportSchema,
  async run(app, { environment, model: wanted, series, importance = false }) {
    const { model, manifest } = await app.withRegistry(async (registry) =>
      withDataset(registry, await selectModel(registry, environment, wanted)),
    );
    // The fits that importance is measured on are those of this code.
    if (importance) checkCode(model, app.project.codeVersion);
    const { record } = model;
    const { version, segment } = record;
    const asked = series ? { series: { store: series.store, item: series.item } } : {};
    const explained = await app.withJobs((jobs) =>
      jobs.run(version, 'explain-model', { model: record, manifest, importance, ...asked }),
    );
    const { forecasts } = explained;
    const chosen = forecasts && series ? { forecasts: ofWeek(forecasts, series) } : {};
    return { version, segment, ...explained, ...chosen };
  },
});

/** The forecasts of the week asked for. Throws `Refusal` where there is none. */
function ofWeek(forecasts: readonly ForecastExplanation[], { store, item, week }: Series) {
  if (forecasts.length === 0) throw refusal('unknown-series', { store, item });
  const chosen = forecasts.filter((forecast) => week === undefined || forecast.week === week);
  if (week === undefined || chosen.length > 0) return chosen;
  throw refusal('unknown-target-week', { week, known: forecasts.map((forecast) => forecast.week) });
}
