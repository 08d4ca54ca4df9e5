import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { actOnModel } from './act-on-model.ts';
import { namedModelShape, registeredModelSchema } from './model-schemas.ts';

/** Takes the retirement of a model back. */
export const unretireModel = defineOperation({
  name: 'models.unretire',
  role: 'approver',
  input: z.object({ ...namedModelShape, reason: z.string() }),
  answer: registeredModelSchema,
  run: (app, { reason, ...named }) =>
    actOnModel(app, named, (registry, model) => registry.unretireModel({ ...model, reason })),
});
