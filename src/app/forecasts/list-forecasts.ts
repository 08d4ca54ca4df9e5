import { z } from 'zod';
import { checkEnvironment, selectRegions } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { namedForecastShape, publishedForecastSchema } from './forecast-schemas.ts';

/** The forecasts that were published: of each region and cutoff the last ones. */
export const listForecasts = defineOperation({
  name: 'forecasts.list',
  role: 'reader',
  input: z.object({
    ...namedForecastShape,
    /** Default: all. */
    region: z.string().exactOptional(),
  }),
  answer: z.array(publishedForecastSchema).readonly(),
  run(app, query) {
    const { environments, regions } = app.project.resolved;
    checkEnvironment(query.environment, Object.keys(environments));
    if (query.region !== undefined) {
      selectRegions(
        regions.map(({ name }) => name),
        [query.region],
      );
    }
    return app.withRegistry((registry) => registry.findForecasts(query));
  },
});
