import { z } from 'zod';
import { refusalTypes } from '../../contracts/refusal-types.ts';
import { RequestRefusedError } from '../../ports/region-controllers.ts';
import { defineOperation } from '../operation.ts';
import { regionsShape } from './controller-schemas.ts';
import { newTrigger } from './new-trigger.ts';
import { addressesOf, onEachRegion } from './on-regions.ts';

/** Asks the controllers of regions for a cycle. */
export const requestCycles = defineOperation({
  name: 'controllers.request-cycles',
  role: 'operator',
  input: z.object({
    ...regionsShape,
    /** Last week of data to use. Default: the last week with shipments. */
    cutoff: z.string().exactOptional(),
    /** Segments, `format/velocity`, to retrain although nothing else asks for it; `all`; or `none`, whatever asks. */
    retrain: z.union([z.enum(['all', 'none']), z.array(z.string())]).exactOptional(),
    /** Redo only what failed in the last cycle. */
    onlyFailed: z.boolean().exactOptional(),
    reason: z.string().exactOptional(),
    /** The sender's own: a request with an id already known counts once. Default: a new one. */
    id: z.string().min(1).max(200).exactOptional(),
  }),
  answer: z.object({
    triggerId: z.string(),
    regions: z
      .array(
        z.object({
          region: z.string(),
          /** `nothing-failed`: there is nothing to redo, and no cycle follows. */
          decision: z.enum(['queued', 'duplicate', 'nothing-failed']),
        }),
      )
      .readonly(),
  }),
  async run(app, { environment, regions: asked, ...wish }) {
    const addresses = addressesOf(app, { environment, ...(asked === undefined ? {} : { regions: asked }) });
    const trigger = newTrigger(app.actor, wish);
    const regions = await onEachRegion(app, addresses, async (controllers, address) => {
      const { region } = address;
      const decision = await unlessNothingFailed(controllers.requestCycle(address, trigger));
      app.onStep({ step: 'cycle-requested', region, decision, triggerId: trigger.id });
      return { region, decision };
    });
    return { triggerId: trigger.id, regions };
  },
});

/** A region in which nothing failed is no fault of a request for what did. */
async function unlessNothingFailed<Decision>(asked: Promise<{ readonly decision: Decision }>) {
  try {
    return (await asked).decision;
  } catch (error) {
    if (error instanceof RequestRefusedError && error.type === refusalTypes.nothingFailed) return 'nothing-failed';
    throw error;
  }
}
