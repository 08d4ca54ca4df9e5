import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { addressesOf, onEachRegion } from './on-regions.ts';

/** Ends the cycle that runs in a region; its triggers end with it. */
export const cancelCycle = defineOperation({
  name: 'controllers.cancel-cycle',
  role: 'operator',
  input: z.object({ environment: z.string(), region: z.string(), reason: z.string() }),
  answer: z.object({ cycleId: z.string() }),
  async run(app, { environment, region, reason }) {
    const addresses = addressesOf(app, { environment, regions: [region] });
    const [cancelled] = await onEachRegion(app, addresses, (controllers, address) =>
      controllers.cancelCycle(address, { by: app.actor, reason }),
    );
    const { cycleId } = cancelled!;
    // A controller that refuses has cancelled nothing: only what was done is written down.
    await app.withRegistry((registry) =>
      registry.appendAudit({
        ...{ actor: app.actor, action: 'cancel-cycle', subject: `${environment}/${region}` },
        facts: { cycleId, reason },
      }),
    );
    return { cycleId };
  },
});
