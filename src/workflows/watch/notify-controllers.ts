import { patched } from '@temporalio/workflow';
import { inParallel } from '../../contracts/in-parallel.ts';
import type { RegionChange } from '../../contracts/watch.ts';
import { asking, askingAgain, notifying } from '../activity-proxies.ts';
import { failureReason } from '../failure-reason.ts';
import { isOwnCancellation } from '../own-cancellation.ts';

/** Looks that began under 0.2.0 ask each controller for two minutes before the next one. */
const patch = 'stuck-regions-last';

/** Half of a worker's usual slots for short steps: controllers that do not answer leave room for everything else. */
const askedAtATime = 10;
/** From the start of a look on, for controllers that did not answer at first. */
const patienceMs = 120_000;

/** How the look is notified of what happens to a change. */
interface Notified {
  readonly environment: string;
  /** Whom the trigger names as its sender. */
  readonly requestedBy: string;
  onNotified(change: RegionChange): void;
  onStuck(change: RegionChange, reason: string): void;
}

/**
 * Hands each region's controller the trigger for its changes. All are asked once before any that did not answer is asked again, and those only
 * for as long as the look's patience lasts: stuck ones are left to the next look.
 */
export async function notifyControllers(changes: readonly RegionChange[], notified: Notified): Promise<void> {
  if (!patched(patch)) return notifyEach(changes, notified);
  const until = Date.now() + patienceMs;
  const silent = await ask(changes, asking, notified);
  const later = new Map(silent.map(({ change, reason }) => [change, reason]));
  const stillSilent = await ask([...later.keys()], askingAgain, notified, until, later);
  for (const { change, reason } of stillSilent) notified.onStuck(change, reason);
}

interface Silent {
  readonly change: RegionChange;
  readonly reason: string;
}

/** Asks the controllers of some changes; returns those that did not take their trigger, or whose turn did not come in time. */
async function ask(
  changes: readonly RegionChange[],
  { deliverDataChange }: typeof asking,
  notified: Notified,
  until = Infinity,
  earlier: ReadonlyMap<RegionChange, string> = new Map(),
): Promise<Silent[]> {
  const silent: Silent[] = [];
  await inParallel(askedAtATime, changes, async (change) => {
    const before = earlier.get(change);
    if (before !== undefined && Date.now() >= until) {
      silent.push({ change, reason: before });
      return;
    }
    try {
      await deliverDataChange.executeWithOptions(...deliveryOf(change, notified));
      notified.onNotified(change);
    } catch (error) {
      if (isOwnCancellation()) throw error;
      silent.push({ change, reason: failureReason(error) });
    }
  });
  return silent;
}

/** As looks did it under 0.2.0. */
async function notifyEach(changes: readonly RegionChange[], notified: Notified): Promise<void> {
  await inParallel(20, changes, async (change) => {
    try {
      await notifying.deliverDataChange.executeWithOptions(...deliveryOf(change, notified));
      notified.onNotified(change);
    } catch (error) {
      if (isOwnCancellation()) throw error;
      notified.onStuck(change, failureReason(error));
    }
  });
}

function deliveryOf(
  { region, triggerId, files, examples }: RegionChange,
  { environment, requestedBy }: Notified,
): Parameters<typeof notifying.deliverDataChange.executeWithOptions> {
  const reason = `${files} file${files === 1 ? '' : 's'}: ${examples.join(', ')}`.slice(0, 1000);
  const trigger = { id: triggerId, cause: 'data', requestedBy, reason } as const;
  return [{ summary: `${region} · ${files} changed` }, [{ address: { environment, region }, trigger }]];
}
