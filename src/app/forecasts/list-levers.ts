import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { namedForecastShape } from './forecast-schemas.ts';
import { scoringBasis } from './scoring-basis.ts';
import { leverSchema } from './what-if-schemas.ts';

/** What can be planned differently for a region: its prices, promotions and events, as the data of its forecasts name them. */
export const listLevers = defineOperation({
  name: 'forecasts.levers',
  role: 'reader',
  input: z.object({ ...namedForecastShape }),
  answer: z.object({
    cutoff: z.string(),
    /** Weeks that are forecast, and so can be planned differently. */
    weeks: z.array(z.string()).readonly(),
    /** None where the data have no columns that are known ahead. */
    levers: z.array(leverSchema).readonly(),
  }),
  async run(app, named) {
    const { forecast, levers, weeks } = await scoringBasis(app, named);
    return { cutoff: forecast.cutoff, weeks, levers };
  },
});
