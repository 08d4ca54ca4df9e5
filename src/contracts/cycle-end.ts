import type { RegionCycleResult } from './cycle.ts';
import { shortReason } from './short-text.ts';
import type { Week } from './week.ts';

/** How the region's last cycle ended. */
export interface LastCycle {
  readonly cycleId: string;
  readonly cutoff: string;
  readonly state: 'succeeded' | 'degraded' | 'failed';
  readonly failure?: string;
  /** Segments (`format/velocity`) that could not be refreshed, or lack a member that could not be trained. */
  readonly failedSegments: readonly string[];
}

/** How a cycle ended, as far as its controller needs it. */
export interface CycleEnd {
  readonly lastCycle: LastCycle;
  /** Of the champions the cycle left; absent where there is none, or the cycle failed. */
  readonly oldestTrainingCutoff?: Week;
  /** Address of the web application, as the cycle's worker knew it. */
  readonly pages?: string;
}

/** What a controller keeps of a cycle that has ended. */
export function endOfCycle({ cycleId, cutoff, degraded, segments }: RegionCycleResult): CycleEnd {
  const trained = segments.flatMap(({ championTrainedTo }) => championTrainedTo ?? []).sort();
  return {
    lastCycle: {
      cycleId,
      cutoff,
      state: degraded ? 'degraded' : 'succeeded',
      failedSegments: segments.flatMap(({ segment, outcome, untrained }) =>
        outcome === 'failed' || untrained ? [`${segment.format}/${segment.velocity}`] : [],
      ),
    },
    ...(trained[0] === undefined ? {} : { oldestTrainingCutoff: trained[0] }),
  };
}

/** The same for a cycle that failed as a whole, or was terminated. */
export function failedCycle(cycleId: string, cutoff: Week, failure: string): CycleEnd {
  return { lastCycle: { cycleId, cutoff, state: 'failed', failure: shortReason(failure), failedSegments: [] } };
}
