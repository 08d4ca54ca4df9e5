import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { controllerStatusSchema, regionsShape } from './controller-schemas.ts';
import { addressesOf, onEachRegion } from './on-regions.ts';

/** Lets regions run what has been waiting since a pause. */
export const resumeRegions = defineOperation({
  name: 'controllers.resume',
  role: 'operator',
  input: z.object(regionsShape),
  answer: z.array(controllerStatusSchema).readonly(),
  run: async (app, regions) =>
    onEachRegion(app, addressesOf(app, regions), (controllers, address) =>
      controllers.resume(address, { by: app.actor }),
    ),
});
