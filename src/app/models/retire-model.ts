import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { actOnModel } from './act-on-model.ts';
import { namedModelShape, registeredModelSchema } from './model-schemas.ts';

/** Takes a model out of use: it is not promoted any more, and no rollback chooses it. */
export const retireModel = defineOperation({
  name: 'models.retire',
  role: 'approver',
  input: z.object({
    ...namedModelShape,
    reason: z.string(),
    /** Also a champion: its segment is then scored by the baseline. Default false. */
    toBaseline: z.boolean().exactOptional(),
  }),
  answer: registeredModelSchema,
  run: (app, { reason, toBaseline = false, ...named }) =>
    actOnModel(app, named, (registry, model) => registry.retireModel({ ...model, reason, toBaseline })),
});
