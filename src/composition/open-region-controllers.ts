import type { Client } from '@temporalio/client';
import { createRegionControllers } from '../adapters/temporal/region-controllers.ts';
import type { RegionControllers } from '../ports/region-controllers.ts';

export { refusalBy } from '../adapters/temporal/region-controllers.ts';

/** The controllers of the environment a client is connected to. */
export function openRegionControllers(client: Client): RegionControllers {
  return createRegionControllers(() => client);
}
