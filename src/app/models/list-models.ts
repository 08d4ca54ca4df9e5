import { z } from 'zod';
import { modelOrders, modelStages } from '../../ports/model-catalogue.ts';
import { defineOperation } from '../operation.ts';
import { momentSchema } from '../schemas.ts';
import { registeredModelSchema } from './model-schemas.ts';

/** A page of the registered models that meet every condition, and how many do in all. */
export const listModels = defineOperation({
  name: 'models.list',
  role: 'reader',
  input: z.object({
    /** Versions that begin so. */
    prefix: z.string().exactOptional(),
    environment: z.string().exactOptional(),
    region: z.string().exactOptional(),
    /** `format/velocity`, or with the region before. */
    segment: z.string().exactOptional(),
    stage: z.enum(modelStages).exactOptional(),
    tags: z.record(z.string(), z.string()).exactOptional(),
    /** Registered at or after a moment, ISO 8601. */
    trainedSince: momentSchema.exactOptional(),
    /** Largest MAPE of the ensemble's backtest, as a share; with a floor where rows near zero decide it. */
    maxMape: z.number().min(0).exactOptional(),
    /** Default `segment`. */
    sort: z.enum(modelOrders).exactOptional(),
    /** Default: all. */
    limit: z.int().min(1).exactOptional(),
    /** Default 0. */
    offset: z.int().min(0).exactOptional(),
  }),
  answer: z.object({ total: z.int(), models: z.array(registeredModelSchema).readonly() }),
  run: (app, query) => app.withRegistry((registry) => registry.findModels(query)),
});
