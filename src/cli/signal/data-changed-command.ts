import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { triggerSchema, type Trigger } from '../../contracts/trigger.ts';
import { openRegionControllers } from '../../composition/open-region-controllers.ts';
import { UsageError } from '../usage.ts';
import { withRegions, type RegionsOptions } from '../with-regions.ts';

export interface DataChangedOptions extends RegionsOptions {
  readonly id?: string;
  readonly reason?: string;
  readonly json?: boolean;
}

/**
 * `shelfcast signal data-changed`: tells the controllers of regions, or of all, that their files have changed. They wait for more
 * before they start a cycle; a second signal with the same id counts once.
 */
export async function dataChangedCommand(options: DataChangedOptions): Promise<number> {
  const trigger = triggerOf(options);
  return withRegions(options, async (client, addresses) => {
    const controllers = openRegionControllers(client);
    for (const address of addresses) {
      await controllers.dataChanged(address, trigger);
      if (!options.json)
        process.stdout.write(`${address.region}: told that data has changed (trigger ${trigger.id})\n`);
    }
    const regions = addresses.map(({ region }) => region);
    const told = { environment: options.env, regions, triggerId: trigger.id };
    if (options.json) process.stdout.write(`${JSON.stringify(told)}\n`);
    return 0;
  });
}

/** A signal has no way to answer, so what a controller would drop is refused here. */
function triggerOf({ id = randomUUID(), reason }: DataChangedOptions): Trigger {
  const parsed = triggerSchema.safeParse({
    id,
    cause: 'data',
    requestedBy: userInfo().username,
    ...(reason === undefined ? {} : { reason }),
  });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new UsageError(`this cannot be told: ${faults.join('; ')}`);
}
