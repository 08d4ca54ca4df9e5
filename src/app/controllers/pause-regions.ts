import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { controllerStatusSchema, regionsShape } from './controller-schemas.ts';
import { addressesOf, onEachRegion } from './on-regions.ts';

/** Holds back new cycles of regions; what runs continues, and triggers are kept. */
export const pauseRegions = defineOperation({
  name: 'controllers.pause',
  role: 'operator',
  input: z.object({ ...regionsShape, reason: z.string() }),
  answer: z.array(controllerStatusSchema).readonly(),
  run: async (app, { reason, ...regions }) =>
    onEachRegion(app, addressesOf(app, regions), (controllers, address) =>
      controllers.pause(address, { by: app.actor, reason }),
    ),
});
