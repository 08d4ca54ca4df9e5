import { z } from 'zod';
import { segmentName } from '../../contracts/segment.ts';
import { checkEnvironment } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { selectPromotion } from './select-promotion.ts';

/** A decision that a person has to make, as far as what it is about may change: who decides can tell whether they saw this. */
export const showPromotion = defineOperation({
  name: 'promotions.show',
  role: 'reader',
  input: z.object({
    environment: z.string(),
    /** The beginning of its version, or its segment, `region/format/velocity`. */
    challenger: z.string(),
  }),
  answer: z.object({
    environment: z.string(),
    promotion: z.string(),
    run: z.string(),
    segment: z.string(),
    version: z.string(),
    cutoff: z.string(),
    gatePassed: z.boolean(),
    /** The version that scores now; null where the baseline does. */
    champion: z.string().nullable(),
  }),
  run: (app, { environment, challenger }) => {
    checkEnvironment(environment, Object.keys(app.project.resolved.environments));
    return app.withRegistry(async (registry) => {
      const waiting = await selectPromotion(registry, environment, challenger);
      const { promotion, run, segment, version, cutoff, gatePassed } = waiting;
      const champion = await registry.champion(environment, segment);
      return {
        ...{ environment, promotion, run, segment: segmentName(segment), version, cutoff, gatePassed },
        champion: champion?.version ?? null,
      };
    });
  },
});
