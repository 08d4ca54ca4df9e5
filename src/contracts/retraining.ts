import { z } from 'zod';

/**
 * How a region was dealt with when its champions were compared with the forecasting code: `queued`: its controller took the trigger;
 * `duplicate`: the controller has had it before; `same-code`, `no-champion`: no trigger is needed; `failed`: the region could not be asked.
 */
const regionRetrainingSchema = z.object({
  environment: z.string(),
  region: z.string(),
  outcome: z.enum(['queued', 'duplicate', 'same-code', 'no-champion', 'failed']),
  /** Segments, `format/velocity`, whose champion was trained with other code. */
  segments: z.array(z.string()).readonly(),
  /** Why, where the outcome is `failed`. */
  failure: z.string().exactOptional(),
});
export type RegionRetraining = z.infer<typeof regionRetrainingSchema>;

/**
 * Whether a new build has had regions retrain: `left-out`: nobody wanted that; `unknown-code`: the forecasting code that goes with the build
 * is not known here; `failed`: the champions could not be read; `compared`: each region has an outcome.
 */
export const retrainingSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('left-out') }),
  /** `thisBuild`: the build of which it is known. */
  z.object({ state: z.literal('unknown-code'), thisBuild: z.string() }),
  z.object({ state: z.literal('failed'), reason: z.string() }),
  z.object({
    state: z.literal('compared'),
    codeVersion: z.string(),
    triggerId: z.string(),
    regions: z.array(regionRetrainingSchema).readonly(),
  }),
]);
export type Retraining = z.infer<typeof retrainingSchema>;
