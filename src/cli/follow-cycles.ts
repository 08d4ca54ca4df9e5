import { setTimeout as sleep } from 'node:timers/promises';
import { refusable } from '../app/controllers/on-regions.ts';
import type { RegionAddress } from '../contracts/region-address.ts';
import type { Trigger } from '../contracts/trigger.ts';
import { hasEnded, type CycleProgress, type CycleView, type WatchTarget } from '../ports/cycle-progress.ts';
import type { RegionControllers } from '../ports/region-controllers.ts';
import type { ProgressView } from './progress/progress-view.ts';

const lookEveryMs = 1000;

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
  let views: readonly CycleView[] = targets.map(({ region }) => ({
    region,
    stage: 'waiting',
    activities: [],
    segments: [],
  }));
  try {
    while (!signal.aborted) {
      views = await Promise.all(
        targets.map(async (target, index) => {
          const before = views[index] as CycleView;
          return hasEnded(before) ? before : progress.look(target, before);
        }),
      );
      view.show(views);
      if (views.every(hasEnded)) break;
      await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    view.end();
  }
  return views;
}
