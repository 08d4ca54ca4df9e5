import type { RegionCycleInput } from '../../contracts/cycle.ts';
import { innermostMessage } from '../../contracts/failures.ts';
import type { StepJobs } from '../../ports/job-runner.ts';
import { runLocalCycle } from '../../local/run-local-cycle.ts';
import { newTrigger } from '../new-trigger.ts';
import type { CycleView } from '../../ports/cycle-progress.ts';
import type { ProgressView } from '../watch/progress-view.ts';
import { LocalView } from './local-view.ts';
import type { LocalState } from '../../composition/local-state.ts';

/** Which cycles to run. */
export interface LocalRequest extends Pick<RegionCycleInput, 'environment' | 'onlySegments'> {
  readonly regions: readonly string[];
  /** Default: the last week with shipments, by region. */
  readonly cutoff?: string;
  readonly reason: string;
}

/**
 * Runs a cycle of each region, one after the other: the first forecasts are published before the next region trains, and all read
 * the same sources, which the first one conditions for the others. One that fails does not affect them. Returns how they ended; throws the signal's reason where that aborts.
 */
export async function runRegions(
  request: LocalRequest,
  state: LocalState,
  output: ProgressView,
  signal: AbortSignal,
): Promise<readonly CycleView[]> {
  const views: CycleView[] = request.regions.map((region) => {
    return { region, stage: 'waiting', activities: [], segments: [] };
  });
  for (const [index, region] of request.regions.entries()) {
    const shown = new LocalView(region, () => output.show(views.with(index, shown.view)));
    try {
      const result = await runRegion(region, request, state, shown, signal);
      shown.update({ result, cycleId: result.cycleId });
    } catch (error) {
      signal.throwIfAborted();
      const failure = error instanceof Error ? innermostMessage(error) : String(error);
      shown.update({ stage: 'failed', failure });
    }
    views[index] = shown.view;
  }
  return views;
}

async function runRegion(
  region: string,
  { environment, cutoff, reason, onlySegments }: LocalRequest,
  { runner, ...state }: LocalState,
  shown: LocalView,
  signal: AbortSignal,
) {
  const jobs: StepJobs = {
    run: (name, input) => shown.job(name, input, (onProgress) => runner.run(name, input, { signal, onProgress })),
  };
  const wanted = {
    environment,
    region,
    cutoff: cutoff ?? (await jobs.run('latest-cutoff', { region })),
    triggers: [newTrigger({ reason, ...(cutoff === undefined ? {} : { cutoff }) })],
    ...(onlySegments ? { onlySegments } : {}),
  };
  return runLocalCycle(
    wanted,
    { ...state, jobs },
    {
      signal,
      enter: (stage) => shown.enter(stage),
      // What a source has gives no line of its own; what a segment fails by is in its line.
      source: () => undefined,
      warn: () => undefined,
      segment: (name, stage, detail) => shown.segment(name, stage, detail),
      member: (segment, member, told) => shown.member(segment, member, told),
    },
  );
}
