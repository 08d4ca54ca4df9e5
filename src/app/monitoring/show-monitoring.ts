import { z } from 'zod';
import { addWeeks } from '../../contracts/week.ts';
import { checkEnvironment, checkRegion } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { errorsBySegment, realisedWeeks, type RealisedWeek } from './realised-weeks.ts';

const figure = z.number().nullable();

const realisedWeekSchema: z.ZodType<RealisedWeek> = z.object({
  week: z.string(),
  rows: z.int(),
  units: z.number(),
  wape: figure,
  baselineWape: figure,
  mape: figure,
  bias: figure,
  coverage: figure,
});

/** Weeks of target weeks that are shown unless others are asked for: half a year. */
const usualWeeks = 26;

/** Whether what was published holds: realised errors by segment and week, next to what the champion's backtest promised. */
export const showMonitoring = defineOperation({
  name: 'monitoring.show',
  role: 'reader',
  input: z.object({
    environment: z.string(),
    region: z.string(),
    /** The newest of the weeks whose sales have arrived. Default 26. */
    weeks: z.int().min(1).max(260).exactOptional(),
  }),
  answer: z.object({
    environment: z.string(),
    region: z.string(),
    /** All segments together, the oldest week first. */
    all: z.array(realisedWeekSchema).readonly(),
    segments: z
      .array(
        z.object({
          /** `format/velocity`. */
          segment: z.string(),
          /** What the backtest of the champion promised; left out where there is no champion. */
          promised: z
            .object({
              version: z.string(),
              /** The last week it was trained on. */
              trainedTo: z.string(),
              ...{ wape: figure, mape: figure, bias: figure, coverage: figure },
            })
            .exactOptional(),
          /** The oldest first. */
          weeks: z.array(realisedWeekSchema).readonly(),
        }),
      )
      .readonly(),
  }),
  async run(app, { environment, region, weeks = usualWeeks }) {
    const { environments, regions } = app.project.resolved;
    checkEnvironment(environment, Object.keys(environments));
    checkRegion(region, regions);
    return app.withRegistry(async (registry) => {
      const forecasts = await registry.newestForecasts(environment);
      const newest = forecasts.find((one) => one.region === region)?.cutoff;
      // Steps of the same week come from several cutoffs.
      const evaluations =
        newest === undefined
          ? []
          : await registry.evaluations(environment, region, addWeeks(newest, -weeks), addWeeks(newest, 1));
      const bySegment = errorsBySegment(evaluations);
      const last = realisedWeeks([...bySegment.values()].flat()).slice(-weeks);
      const since = last[0]?.week ?? '';
      const segments = await Promise.all(
        [...bySegment].map(async ([segment, errors]) => {
          const [format = '', velocity = ''] = segment.split('/');
          const champion = await registry.champion(environment, {
            ...{ region, format },
            velocity: velocity as 'fast' | 'slow',
          });
          const { wape = null, mape = null, bias = null } = champion?.backtest.metrics.ensemble ?? {};
          const { coverage } = champion?.backtest ?? { coverage: null };
          return {
            segment,
            ...(champion
              ? {
                  promised: {
                    version: champion.version,
                    trainedTo: champion.trainingCutoff,
                    wape,
                    mape,
                    bias,
                    coverage,
                  },
                }
              : {}),
            weeks: realisedWeeks(errors.filter(({ week }) => week >= since)),
          };
        }),
      );
      return { environment, region, all: last, segments };
    });
  },
});
