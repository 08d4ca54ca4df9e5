import { z } from 'zod';
import { checkEnvironment } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { waitingPromotionSchema } from './promotion-schemas.ts';
import { waitingPromotions } from './waiting-promotions.ts';

/** The challengers that wait for a person: figures, since when, until when. */
export const listPromotions = defineOperation({
  name: 'promotions.list',
  role: 'reader',
  input: z.object({
    /** Default: all. */
    environment: z.string().exactOptional(),
  }),
  answer: z.array(waitingPromotionSchema).readonly(),
  async run(app, { environment }) {
    const known = Object.keys(app.project.resolved.environments);
    if (environment !== undefined) checkEnvironment(environment, known);
    const asked = environment === undefined ? known : [environment];
    return app.withRegistry(async (registry) =>
      (await Promise.all(asked.map((name) => waitingPromotions(registry, name)))).flat(),
    );
  },
});
