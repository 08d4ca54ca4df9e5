import { z } from 'zod';
import type { RealisedErrors } from '../../contracts/cycle.ts';
import { addWeeks } from '../../contracts/week.ts';
import { cycleNamed } from '../../contracts/workflow-ids.ts';
import { segmentName } from '../../contracts/segment.ts';
import { checkEnvironment } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { errorsBySegment, realisedWeeks } from './realised-weeks.ts';

const figure = z.number().nullable();

/** Weeks that are counted unless others are asked for: a quarter. */
const usualWeeks = 13;

/** Whether what was published holds in every region: one line each, over the newest weeks whose sales have arrived. */
export const compareRegions = defineOperation({
  name: 'monitoring.regions',
  role: 'reader',
  input: z.object({
    environment: z.string(),
    /** Counted back from the newest forecast of any region. Default 13. */
    weeks: z.int().min(1).max(52).exactOptional(),
  }),
  answer: z.object({
    environment: z.string(),
    /** Those with a forecast, in the order of the project; figures are null where none of its weeks has sales among those counted. */
    regions: z
      .array(
        z.object({
          region: z.string(),
          /** Weeks with sales. */
          weeks: z.int(),
          /** Sold. */
          units: z.number(),
          ...{ wape: figure, baselineWape: figure, bias: figure, coverage: figure },
          /** WAPE that the backtests of the champions promised, by the units of their segments; null where no segment has a champion. */
          promised: figure,
        }),
      )
      .readonly(),
  }),
  async run(app, { environment, weeks = usualWeeks }) {
    const { environments, regions } = app.project.resolved;
    checkEnvironment(environment, Object.keys(environments));
    return app.withRegistry(async (registry) => {
      const forecasts = await registry.newestForecasts(environment);
      const newest = forecasts
        .map(({ cutoff }) => cutoff)
        .sort()
        .at(-1);
      if (newest === undefined) return { environment, regions: [] };
      const since = addWeeks(newest, -weeks);
      const evaluations = await registry.evaluations(environment, undefined, since, addWeeks(newest, 1));
      const { models } = await registry.findModels({ environment, stage: 'champion' });
      const promises = new Map(
        models.map(({ record }) => [segmentName(record.segment), record.backtest.metrics.ensemble?.wape ?? null]),
      );
      const published = new Set(forecasts.map(({ region }) => region));
      const byRegion = Map.groupBy(evaluations, ({ cycleId }) => cycleNamed(cycleId)?.region);
      return {
        environment,
        regions: regions.flatMap(({ name: region }) => {
          const bySegment = [...errorsBySegment(byRegion.get(region) ?? [])].map(
            ([segment, errors]) => [segment, errors.filter(({ week }) => week > since)] as const,
          );
          const errors = bySegment.flatMap(([, all]) => all);
          // As one week: sums are added up before they are divided.
          const [total] = realisedWeeks(errors.map((one) => ({ ...one, week: since })));
          if (!total && !published.has(region)) return [];
          const { units, wape, baselineWape, bias, coverage } = total ?? nothing;
          return [
            {
              ...{ region, weeks: new Set(errors.map(({ week }) => week)).size, units },
              ...{ wape, baselineWape, bias, coverage },
              promised: promisedOver(bySegment.map(([segment, all]) => [promises.get(`${region}/${segment}`), all])),
            },
          ];
        }),
      };
    });
  },
});

/** Of a region that is so far behind that none of the weeks counted has sales, or so new. */
const nothing = { units: 0, wape: null, baselineWape: null, bias: null, coverage: null };

/** What was promised, by the units of the segments whose champion promised something. */
function promisedOver(
  segments: readonly (readonly [promised: number | null | undefined, errors: readonly RealisedErrors[]])[],
): number | null {
  const known = segments.flatMap(([promised, errors]) =>
    typeof promised === 'number' ? [{ promised, units: errors.reduce((sum, { units }) => sum + units, 0) }] : [],
  );
  const units = known.reduce((sum, one) => sum + one.units, 0);
  return units === 0 ? null : known.reduce((sum, one) => sum + one.promised * one.units, 0) / units;
}
