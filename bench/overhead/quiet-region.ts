import { setTimeout as pause } from 'node:timers/promises';
import { createRegionControllers } from '../../src/adapters/temporal/region-controllers.ts';
import { regionCycleId } from '../../src/contracts/workflow-ids.ts';
import { week } from '../../test/support/instant-jobs.ts';
import { askUntilTaken } from './ask-until-taken.ts';
import { activityWaits } from '../../test/support/history-figures.ts';
import { OverheadRun } from './overhead-run.ts';
import { percentile } from './percentile.ts';

const quiet = ['quiet-0', 'quiet-1', 'quiet-2'];
/** Sources of a cycle, each read in its turn: the busy region begins first, and fills the queue. */
const eventSources = 38;
const ingestMs = 100;
const lookEveryMs = 200;

/**
 * Milliseconds that quiet regions wait for the first of their sources to be read, after a region with many sources has filled the
 * queue of the one slot: the 95th percentile.
 */
export async function quietRegionWait(isFair: boolean): Promise<number> {
  const run = await OverheadRun.start({
    ...{ regions: ['busy', ...quiet], isFair },
    ...{ eventSources, dataSlots: 1, ingestMs },
  });
  try {
    const controllers = createRegionControllers(() => run.client);
    const cutoff = week(1);
    const ask = (region: string) => askUntilTaken(controllers, region, { id: `flood/${region}`, cutoff });
    await ask('busy');
    await run.waitForActivity(regionCycleId('default', 'busy', cutoff, 1), 'ingestSource');
    await Promise.all(quiet.map(ask));
    const waits = await Promise.all(
      quiet.map(async (region) => {
        const cycleId = regionCycleId('default', region, cutoff, 1);
        // The start of an activity enters the history with its end.
        for (;;) {
          const [first] = await activityWaits(run.client, cycleId, 'ingestSource');
          if (first !== undefined) return first;
          await pause(lookEveryMs);
        }
      }),
    );
    return Math.round(percentile(waits, 0.95));
  } finally {
    await run.stop();
  }
}
