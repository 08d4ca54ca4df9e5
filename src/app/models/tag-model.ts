import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { actOnModel } from './act-on-model.ts';
import { namedModelShape, registeredModelSchema } from './model-schemas.ts';

/** Sets tags of a model, or takes them off where the value is null. */
export const tagModel = defineOperation({
  name: 'models.tag',
  role: 'operator',
  input: z.object({ ...namedModelShape, tags: z.record(z.string(), z.string().nullable()) }),
  answer: registeredModelSchema,
  run: (app, { tags, ...named }) => actOnModel(app, named, (registry, model) => registry.tagModel({ ...model, tags })),
});
