import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { triggerSchema, type Trigger } from '../../contracts/trigger.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { regionsShape } from './controller-schemas.ts';
import { addressesOf, onEachRegion } from './on-regions.ts';

/**
 * Reports to the controllers of regions that their files have changed. They wait for more before they start a cycle; a second report with
 * the same id counts once.
 */
export const reportDataChange = defineOperation({
  name: 'controllers.report-data-change',
  role: 'operator',
  input: z.object({
    ...regionsShape,
    /** A name for the change. Default: a new one. */
    id: z.string().exactOptional(),
    reason: z.string().exactOptional(),
  }),
  answer: z.object({ environment: z.string(), regions: z.array(z.string()).readonly(), triggerId: z.string() }),
  async run(app, { environment, regions: asked, id = randomUUID(), reason }) {
    const trigger = triggerOf({ id, requestedBy: app.actor, ...(reason === undefined ? {} : { reason }) });
    const addresses = addressesOf(app, { environment, ...(asked === undefined ? {} : { regions: asked }) });
    const regions = await onEachRegion(app, addresses, async (controllers, address) => {
      await controllers.dataChanged(address, trigger);
      app.onStep({ step: 'change-delivered', region: address.region, triggerId: trigger.id });
      return address.region;
    });
    return { environment, regions, triggerId: trigger.id };
  },
});

/** Refused here, with every fault at once, rather than by the controller of each region. */
function triggerOf(facts: Pick<Trigger, 'id' | 'requestedBy'> & { readonly reason?: string }): Trigger {
  const parsed = triggerSchema.safeParse({ ...facts, cause: 'data' });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw refusal('invalid-trigger', { faults });
}
