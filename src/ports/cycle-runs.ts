import type { FoundCycle } from '../contracts/controller.ts';
import type { CycleEnd } from '../contracts/cycle-end.ts';
import type { Week } from '../contracts/week.ts';

/** Which cycle. */
interface CycleName {
  readonly cycleId: string;
  readonly cutoff: Week;
}

/** The workflows of cycles, as seen from outside them. */
export interface CycleRuns {
  /** How a cycle ended; `undefined` while it runs. One that is gone has failed. */
  end(environment: string, cycle: CycleName): Promise<CycleEnd | undefined>;
  /** What a cycle was started for, and how it ended, if it has; `undefined` where there is no such workflow. */
  find(environment: string, cycle: CycleName): Promise<FoundCycle | undefined>;
}
