import { setTimeout } from 'node:timers/promises';
import { refusable } from '../app/controllers/on-regions.ts';
import { cyclesBoard } from '../app/live/cycles-board.ts';
import type { RegionAddress } from '../contracts/region-address.ts';
import { refusalTypes } from '../contracts/refusal-types.ts';
import { sideBySide } from '../contracts/side-by-side.ts';
import type { Trigger } from '../contracts/trigger.ts';
import { hasEnded, type CycleProgress, type CycleView, type WatchTarget } from '../ports/cycle-progress.ts';
import { RequestRefusedError, type RegionControllers } from '../ports/region-controllers.ts';
import type { ProgressView } from './progress/progress-view.ts';

/** Regions that are asked at a time: their controllers start on the same worker, and each looks at the registry first. */
const askedAtATime = 4;
/** How long a region is asked again while its controller cannot keep a trigger, and how often. */
const askedAgain = { forMs: 120_000, everyMs: 2000 };

/**
 * What to follow in each region, as `targetOf` finds it. A controller that cannot reach the registry has kept nothing; it is asked again
 * with the same trigger for two minutes: where many regions start at once, the last ones find a busy machine.
 */
export function targetsOf(
  controllers: Pick<RegionControllers, 'status' | 'requestCycle'>,
  addresses: readonly RegionAddress[],
  trigger: Trigger,
  signal: AbortSignal,
  { forMs, everyMs } = askedAgain,
): Promise<readonly WatchTarget[]> {
  const until = performance.now() + forMs;
  // One that is refused for good ends the patience with the others.
  const refused = new AbortController();
  const waits = AbortSignal.any([signal, refused.signal]);
  return sideBySide(addresses, askedAtATime, async (address) => {
    for (;;) {
      try {
        return await targetOf(controllers, address, trigger);
      } catch (error) {
        if (!isUnavailable(error) || performance.now() > until) {
          refused.abort(error);
          throw error;
        }
        await setTimeout(everyMs, undefined, { signal: waits }).catch(() => {
          throw refused.signal.aborted ? error : signal.reason;
        });
      }
    }
  });
}

function isUnavailable(error: unknown): boolean {
  const { cause } = error as Error;
  return cause instanceof RequestRefusedError && cause.type === refusalTypes.unavailable;
}

/**
 * The cycle that is under way in a region from an earlier start; where there is none, the one that will answer the trigger. Throws
 * `Refusal` where the controller does not take it.
 */
export async function targetOf(
  controllers: Pick<RegionControllers, 'status' | 'requestCycle'>,
  address: RegionAddress,
  trigger: Trigger,
): Promise<WatchTarget> {
  const cycleId = (await controllers.status(address))?.running;
  if (cycleId !== undefined) return { ...address, cycleId };
  await refusable(controllers.requestCycle(address, trigger));
  return { ...address, triggerId: trigger.id };
}

/** Shows how cycles go until all have ended or the signal aborts; returns how they stood last. */
export async function followCycles(
  progress: CycleProgress,
  targets: readonly WatchTarget[],
  view: ProgressView,
  signal: AbortSignal,
): Promise<readonly CycleView[]> {
  const board = cyclesBoard(progress, targets);
  let last: readonly CycleView[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const stop = board.read({
        see: (views) => {
          last = views;
          view.show(views);
          if (views.every(hasEnded)) end(resolve);
        },
        fail: (error) => end(() => reject(error)),
      });
      const abort = (): void => end(resolve);
      const end = (settle: () => void): void => {
        stop();
        signal.removeEventListener('abort', abort);
        settle();
      };
      signal.addEventListener('abort', abort, { once: true });
    });
  } finally {
    view.end();
  }
  return last;
}
