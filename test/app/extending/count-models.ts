import { z } from 'zod';
import { defineOperation } from '../../../src/app/operation.ts';
import { modelStages } from '../../../src/ports/model-catalogue.ts';

/** How many models of an environment stand where. */
export const countModels = defineOperation({
  name: 'models.count',
  role: 'reader',
  input: z.object({ environment: z.string() }),
  answer: z.partialRecord(z.enum(modelStages), z.int()),
  run: (app, { environment }) =>
    app.withRegistry(async (registry) => {
      const { models } = await registry.findModels({ environment });
      const byStage = Object.entries(Object.groupBy(models, ({ stage }) => stage));
      return Object.fromEntries(byStage.map(([stage, those]) => [stage, those.length]));
    }),
});
