import type { CycleEnd } from '../contracts/cycle-end.ts';
import type { Week } from '../contracts/week.ts';

/** The workflows of cycles, as seen from outside them. */
export interface CycleRuns {
  /** How a cycle ended; `undefined` while it runs. One that is gone has failed. */
  end(environment: string, cycle: { readonly cycleId: string; readonly cutoff: Week }): Promise<CycleEnd | undefined>;
}
