import { userInfo } from 'node:os';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import {
  cancelCycleUpdate,
  controllerStatusQuery,
  ledgerQuery,
  pauseUpdate,
  resumeUpdate,
  type ControllerStatus,
} from '../../contracts/messages.ts';
import { refusalTypes } from '../../contracts/refusal-types.ts';
import type { RegionAddress } from '../../contracts/region-address.ts';
import { regionControllerId } from '../../contracts/workflow-ids.ts';
import { RequestRefusedError } from '../../ports/region-controllers.ts';
import { ledgerText, statusText } from '../../reports/operate/controllers-text.ts';
import { refusalBy } from '../../composition/open-region-controllers.ts';
import { withRegions, type RegionsOptions } from '../with-regions.ts';

interface OperateOptions extends RegionsOptions {
  readonly json?: boolean;
}

/** `shelfcast status`: what each region's controller does, what it waits for, and how its last cycle ended. */
export function statusCommand(options: OperateOptions): Promise<number> {
  return withRegions(options, async (client, addresses) => {
    const statuses = await Promise.all(
      addresses.map(async (address) => {
        const status = await answer(() => controllerOf(client, address).query(controllerStatusQuery));
        return (
          status ?? { ...address, pending: 0, paused: false, cycles: 0, doing: 'has never been asked for a cycle' }
        );
      }),
    );
    print(options, statuses, () => statusText(statuses));
    return 0;
  });
}

/** `shelfcast ledger`: the triggers of a region that wait or run, and the latest ended ones. */
export function ledgerCommand(region: string, options: OperateOptions): Promise<number> {
  return withRegions({ ...options, region: [region] }, async (client, addresses) => {
    const entries = await Promise.all(
      addresses.map((address) => answer(() => controllerOf(client, address).query(ledgerQuery))),
    );
    const ledger = entries.flatMap((one) => one ?? []);
    print(options, ledger, () => ledgerText(ledger));
    return 0;
  });
}

/** `shelfcast pause`: holds back new cycles of regions; what runs goes on. */
export function pauseCommand(options: OperateOptions & { readonly reason: string }): Promise<number> {
  const { reason } = options;
  return eachRegion(options, (handle) => handle.executeUpdate(pauseUpdate, { args: [{ by: me(), reason }] }));
}

/** `shelfcast resume`: lets regions run what has been waiting. */
export function resumeCommand(options: OperateOptions): Promise<number> {
  return eachRegion(options, (handle) => handle.executeUpdate(resumeUpdate, { args: [{ by: me() }] }));
}

/** `shelfcast cancel`: ends the cycle that runs in a region. */
export function cancelCommand(region: string, options: OperateOptions & { readonly reason: string }): Promise<number> {
  return withRegions({ ...options, region: [region] }, async (client, [address]) => {
    const { reason } = options;
    const handle = controllerOf(client, address as RegionAddress);
    const { cycleId } = await refusable(region, () =>
      handle.executeUpdate(cancelCycleUpdate, { args: [{ by: me(), reason }] }),
    );
    print(options, { cycleId }, () => `${region}: ${cycleId} is asked to end`);
    return 0;
  });
}

function eachRegion(
  options: OperateOptions,
  act: (handle: ReturnType<typeof controllerOf>) => Promise<ControllerStatus>,
): Promise<number> {
  return withRegions(options, async (client, addresses) => {
    const statuses: ControllerStatus[] = [];
    for (const address of addresses) {
      statuses.push(await refusable(address.region, () => act(controllerOf(client, address))));
    }
    print(options, statuses, () => statusText(statuses));
    return 0;
  });
}

function controllerOf(client: Client, { environment, region }: RegionAddress) {
  return client.workflow.getHandle(regionControllerId(environment, region));
}

/** `undefined` where the region has no controller yet. */
async function answer<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

async function refusable<Answer>(region: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) {
      const reason = 'has no controller yet: it has never been asked for a cycle';
      throw new RequestRefusedError({ region, type: refusalTypes.noController, reason }, { cause: error });
    }
    throw refusalBy(region, error);
  }
}

function print({ json }: OperateOptions, value: unknown, text: () => string): void {
  process.stdout.write(`${json ? JSON.stringify(value) : text()}\n`);
}

/** Who the audit trail names. */
function me(): string {
  return userInfo().username;
}
