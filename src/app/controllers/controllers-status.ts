import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { controllerStatusSchema, regionsShape } from './controller-schemas.ts';
import { addressesOf } from './on-regions.ts';

/** What each region's controller does, what it waits for, and how its last cycle ended. */
export const controllersStatus = defineOperation({
  name: 'controllers.status',
  role: 'reader',
  input: z.object(regionsShape),
  answer: z.array(controllerStatusSchema).readonly(),
  run(app, input) {
    const addresses = addressesOf(app, input);
    return app.withOrchestration(({ controllers }) =>
      Promise.all(
        addresses.map(async (address) => {
          const neverAsked = { pending: 0, paused: false, cycles: 0, doing: 'has never been asked for a cycle' };
          return (await controllers.status(address)) ?? { ...address, ...neverAsked };
        }),
      ),
    );
  },
});
