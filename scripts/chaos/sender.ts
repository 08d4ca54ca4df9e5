import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { createRegionControllers } from '../../src/adapters/temporal/region-controllers.ts';
import { controllerStatusQuery, type ControllerStatus } from '../../src/contracts/messages.ts';
import type { LedgerEntry, Trigger } from '../../src/contracts/trigger.ts';
import { regionControllerId } from '../../src/contracts/workflow-ids.ts';
import type { RegionControllers } from '../../src/ports/region-controllers.ts';
import type { Registry } from '../../src/ports/registry.ts';
import type { Delivery } from './deliveries.ts';
import type { OwnLog } from './own-log.ts';
import { persist, type Pauses } from './persist.ts';

const answersWithinMs = 10_000;
const lookEveryMs = 500;
/** As those of the engine's own short steps. */
const pauses: Pauses = { first: 500, longest: 10_000 };
const patienceMs = 900_000;
/** A controller that was stopped is started by the next message; a sender that waits this long asks after its trigger. */
const askAfterMs = 15_000;

/** Sends triggers as a user's systems do: each until it is acknowledged, and again where its cycle has failed. */
export class Sender {
  readonly #environment: string;
  readonly #client: Client;
  readonly #controllers: RegionControllers;
  readonly #log: OwnLog;
  #askedAgain = 0;

  /** @param client reaches the server as senders do, outages included */
  constructor(environment: string, client: Client, log: OwnLog) {
    this.#environment = environment;
    this.#client = client;
    this.#controllers = createRegionControllers(() => client);
    this.#log = log;
  }

  /** Triggers that asked once more for segments that had failed. */
  get askedAgain(): number {
    return this.#askedAgain;
  }

  /** Sends every delivery at its time. */
  async deliver(deliveries: readonly Delivery[]): Promise<void> {
    await Promise.all(
      deliveries.map(async ({ region, trigger, afterMs }) => {
        await sleep(afterMs);
        await this.#send(region, trigger);
      }),
    );
  }

  /**
   * Waits until every accepted trigger of a region has run or is merged into one that has, no controller has anything left to do, and no
   * segment is left that failed; asks again for what failed.
   */
  async settle(regions: readonly string[], registry: Registry): Promise<void> {
    await Promise.all(regions.map((region) => this.#settle(region, registry)));
  }

  async #settle(region: string, registry: Registry): Promise<void> {
    const controllerId = regionControllerId(this.#environment, region);
    const deadline = Date.now() + patienceMs;
    let askedAt = Date.now();
    for (;;) {
      const entries = await persist(() => registry.triggers(controllerId));
      const known = new Map(entries.map((entry) => [entry.trigger.id, entry]));
      const open = this.#log.accepted(region).filter(({ trigger }) => !isAnswered(known.get(trigger.id)));
      const failed = open.filter(({ trigger }) => known.get(trigger.id)?.failure !== undefined);
      for (const { trigger } of failed) await this.#send(region, trigger);
      const { pending, running, lastCycle } = await this.#status(region);
      if (open.length === 0 && pending === 0 && running === undefined) {
        if ((lastCycle?.failedSegments.length ?? 0) === 0) return;
        await this.#askForFailed(region);
      } else if (Date.now() - askedAt > askAfterMs && open[0]) {
        // A duplicate to a controller that lives.
        await this.#send(region, open[0].trigger);
        askedAt = Date.now();
      }
      if (Date.now() > deadline) {
        const waiting = open.map(({ trigger }) => trigger.id).join(', ') || 'none';
        throw new Error(
          `${controllerId} has not come to rest in ${patienceMs / 1000} s: ${pending} pending, running ${running ?? 'nothing'}, not ended ${waiting}`,
        );
      }
      await sleep(lookEveryMs);
    }
  }

  async #askForFailed(region: string): Promise<void> {
    this.#askedAgain += 1;
    const id = `again/${region}/${this.#askedAgain}`;
    await this.#send(region, { id, cause: 'request', requestedBy: 'chaos', onlyFailed: true });
  }

  async #send(region: string, trigger: Trigger): Promise<void> {
    const address = { environment: this.#environment, region };
    this.#log.sending(region, trigger);
    const send = (): Promise<unknown> =>
      trigger.cause === 'data'
        ? this.#controllers.dataChanged(address, trigger)
        : this.#controllers.requestCycle(address, trigger);
    await persist(() => this.#client.withDeadline(Date.now() + answersWithinMs, send), pauses);
    this.#log.acknowledged(region, trigger);
  }

  #status(region: string): Promise<ControllerStatus> {
    return persist(() => statusOf(this.#client, this.#environment, region));
  }
}

/** Whether a trigger has run, or is merged into one that has; the ledger calls one so whose cycle has failed, and says why. */
export function isAnswered(entry: LedgerEntry | undefined): boolean {
  return (entry?.state === 'ran' || entry?.state === 'merged') && entry.failure === undefined;
}

/** Asks a controller, which takes the server and a worker. */
export function statusOf(client: Client, environment: string, region: string): Promise<ControllerStatus> {
  const handle = client.workflow.getHandle(regionControllerId(environment, region));
  return client.withDeadline(Date.now() + 8000, () => handle.query(controllerStatusQuery));
}
