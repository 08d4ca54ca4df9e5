import { setTimeout as pause } from 'node:timers/promises';
import { createRegionControllers } from '../../src/adapters/temporal/region-controllers.ts';
import { week } from '../../test/support/instant-jobs.ts';
import { askUntilTaken } from './ask-until-taken.ts';
import { OverheadRun } from './overhead-run.ts';
import { percentile } from './percentile.ts';

/** All regions ask within it. */
const withinMs = 60_000;
const lookEveryMs = 1000;
/** Without one more cycle for so long, the rest is not waited for. */
const giveUpAfterMs = 15 * 60_000;

/** What regions that all ask for a cycle within a minute get from one machine. */
export interface ActiveRegions {
  readonly cycles: number;
  /** Regions whose request was taken, and that have no cycle in the end, not even one that runs. */
  readonly lost: number;
  /** Cycles that still ran when nothing had ended for a quarter of an hour. */
  readonly unfinished: number;
  readonly perSecond: number;
  /** Largest resident sets while they ran. */
  readonly workerMb: number;
  readonly serverMb: number;
  /** From the moment a region asks until its cycle's workflow starts. */
  readonly startP95Ms: number;
  /** Times that a request was sent again, under the same id, because nobody took it. */
  readonly sentAgain: number;
}

/** Has every region ask for a cycle with instant jobs, evenly spread over a minute, and waits until all have ended. */
export async function runActiveRegions(
  regions: readonly string[],
  say: (line: string) => void,
): Promise<ActiveRegions> {
  const run = await OverheadRun.start({ regions });
  try {
    const controllers = createRegionControllers(() => run.client);
    const askedAt = new Map<string, number>();
    let sentAgain = 0;
    const ask = async (region: string, index: number): Promise<void> => {
      await pause((withinMs * index) / regions.length);
      askedAt.set(region, Date.now());
      const again = await askUntilTaken(controllers, region, { id: `active/${region}`, cutoff: week(1) });
      sentAgain += again;
    };
    const began = Date.now();
    const asking = Promise.all(regions.map(ask));
    const peaks = { workerMb: 0, serverMb: 0 };
    let cycles = 0;
    let latest = Date.now();
    while (cycles < regions.length && Date.now() - latest < giveUpAfterMs) {
      await pause(lookEveryMs);
      const { workerMb, serverMb } = run.memory();
      peaks.workerMb = Math.max(peaks.workerMb, workerMb);
      peaks.serverMb = Math.max(peaks.serverMb, serverMb);
      const { count } = await run.client.workflow
        .count("WorkflowType = 'regionCycle' AND ExecutionStatus = 'Completed'")
        .catch(() => ({ count: cycles }));
      if (count > cycles) latest = Date.now();
      if (Math.floor(count / 50) > Math.floor(cycles / 50)) say(`${count} cycles have ended`);
      cycles = count;
    }
    await asking;
    const waits: number[] = [];
    const done = new Set<string>();
    const unfinished = new Set<string>();
    for await (const { workflowId, startTime, status } of run.client.workflow.list({
      query: "WorkflowType = 'regionCycle'",
    })) {
      const region = /^cycle\/default\/([^/]+)\//.exec(workflowId)?.[1] ?? '';
      if (status.name === 'COMPLETED') done.add(region);
      if (status.name === 'RUNNING') unfinished.add(region);
      waits.push(startTime.getTime() - (askedAt.get(region) ?? Number.NaN));
    }
    return {
      cycles: done.size,
      lost: regions.filter((region) => !done.has(region) && !unfinished.has(region)).length,
      unfinished: unfinished.size,
      perSecond: Number((done.size / Math.max(1, (latest - began) / 1000)).toFixed(2)),
      ...peaks,
      startP95Ms: Math.round(percentile(waits, 0.95)),
      sentAgain,
    };
  } finally {
    await run.stop();
  }
}
