import type { RegionCycleInput, RegionCycleResult } from '../../contracts/cycle.ts';
import { innermostMessage } from '../../contracts/failures.ts';
import type { Week } from '../../contracts/week.ts';
import { runLocalCycle } from '../../local/run-local-cycle.ts';
import type { CycleView } from '../../ports/cycle-progress.ts';
import type { StepJobs } from '../../ports/job-runner.ts';
import type { LocalState } from '../app.ts';
import { newTrigger } from '../controllers/new-trigger.ts';
import { LocalProgress } from './local-progress.ts';

/** Which cycles to run. */
export interface LocalRequest extends Pick<RegionCycleInput, 'environment'> {
  readonly regions: readonly string[];
  /** Default: the last week with shipments, by region. */
  readonly cutoff?: Week;
  /** Who asks for them, and why, for the ledger. */
  readonly actor: string;
  readonly reason?: string;
}

/**
 * Runs a cycle of each region, one after the other: the first forecasts are published before the next region trains, and all read
 * the same sources, which the first one conditions for the others. One that fails does not affect them. Returns how they ended; throws the signal's reason where that aborts.
 */
export async function runRegions(
  request: LocalRequest,
  state: LocalState,
  show: (views: readonly CycleView[]) => void,
): Promise<readonly CycleView[]> {
  const views: CycleView[] = request.regions.map((region) => {
    return { region, stage: 'waiting', activities: [], segments: [] };
  });
  for (const [index, region] of request.regions.entries()) {
    const progress = new LocalProgress(region, () => show(views.with(index, progress.view)));
    try {
      const result = await runRegion(region, request, state, progress);
      progress.update({ result, cycleId: result.cycleId });
    } catch (error) {
      state.signal.throwIfAborted();
      const failure = error instanceof Error ? innermostMessage(error) : String(error);
      progress.update({ stage: 'failed', failure });
    }
    views[index] = progress.view;
  }
  return views;
}

async function runRegion(
  region: string,
  { environment, cutoff, actor, reason }: LocalRequest,
  { runner, signal, ...state }: LocalState,
  progress: LocalProgress,
): Promise<RegionCycleResult> {
  const jobs: StepJobs = {
    run: (name, input) => progress.job(name, input, (onProgress) => runner.run(name, input, { signal, onProgress })),
  };
  const wanted = {
    environment,
    region,
    cutoff: cutoff ?? (await jobs.run('latest-cutoff', { region })),
    triggers: [newTrigger(actor, { reason, cutoff })],
  };
  return runLocalCycle(
    wanted,
    { ...state, jobs },
    {
      signal,
      enter: (stage) => progress.enter(stage),
      // What a source has gives no line of its own; what a segment fails by is in its line.
      source: () => undefined,
      warn: () => undefined,
      segment: (name, stage, detail) => progress.segment(name, stage, detail),
      member: (segment, member, state) => progress.member(segment, member, state),
    },
  );
}
