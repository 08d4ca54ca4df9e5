import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { regionsShape, regionStatusSchema, type RegionStatus } from './controller-schemas.ts';
import { addressesOf } from './on-regions.ts';

/** What each region's controller does, what it waits for, and how its last cycle ended. */
export const controllersStatus = defineOperation({
  name: 'controllers.status',
  role: 'reader',
  input: z.object(regionsShape),
  answer: z.array(regionStatusSchema).readonly(),
  run(app, input) {
    const addresses = addressesOf(app, input);
    return app.withOrchestration(({ controllers, progress }) =>
      Promise.all(
        addresses.map(async (address): Promise<RegionStatus> => {
          const neverAsked = { pending: 0, paused: false, cycles: 0, doing: 'has never been asked for a cycle' };
          const status = (await controllers.status(address)) ?? { ...address, ...neverAsked };
          const { running, environment } = status;
          const stage = running === undefined ? undefined : await progress.stage(environment, running);
          return { ...status, ...(stage === undefined ? {} : { stage }) };
        }),
      ),
    );
  },
});
