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
  const silent: { readonly change: RegionChange; readonly reason: string }[] = [];
  await inParallel(askedAtATime, changes, async (change) => {
    const reason = await silenceOf(change, asking, notified);
    if (reason !== undefined) silent.push({ change, reason });
  });
  await inParallel(askedAtATime, silent, async ({ change, reason }) => {
    const left = Date.now() < until ? await silenceOf(change, askingAgain, notified) : reason;
    if (left !== undefined) notified.onStuck(change, left);
  });
}

/** Hands a controller its trigger; returns why it did not take it, where it did not. */
async function silenceOf(
  change: RegionChange,
  { deliverDataChange }: typeof asking,
  notified: Notified,
): Promise<string | undefined> {
  const { region, triggerId, files, examples } = change;
  const { environment, requestedBy } = notified;
  const reason = `${files} file${files === 1 ? '' : 's'}: ${examples.join(', ')}`.slice(0, 1000);
  try {
    await deliverDataChange.executeWithOptions({ summary: `${region} · ${files} changed` }, [
      { address: { environment, region }, trigger: { id: triggerId, cause: 'data', requestedBy, reason } },
    ]);
  } catch (error) {
    if (isOwnCancellation()) throw error;
    return failureReason(error);
  }
  notified.onNotified(change);
  return undefined;
}

/** As looks did it under 0.2.0. */
async function notifyEach(changes: readonly RegionChange[], notified: Notified): Promise<void> {
  await inParallel(20, changes, async (change) => {
    const reason = await silenceOf(change, notifying, notified);
    if (reason !== undefined) notified.onStuck(change, reason);
  });
}
