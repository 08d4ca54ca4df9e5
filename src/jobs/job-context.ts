import type { GramProduct, NetworkTrainer } from '../forecasting/index.ts';
import type { ArtifactStore } from '../ports/artifact-store.ts';
import type { JobAttempt, JobProgress } from '../ports/job-runner.ts';
import type { Landing } from '../ports/landing.ts';
import type { TableEngine } from '../ports/table-engine.ts';
import type { LoadedProject } from '../project/loaded-project.ts';
import type { KeptValues } from './kept-values.ts';

/** What a job works with. */
export interface JobContext {
  readonly project: LoadedProject;
  readonly store: ArtifactStore;
  readonly landing: Landing;
  readonly tables: TableEngine;
  /** Trains networks; loads TensorFlow when it first does. */
  readonly trainer: NetworkTrainer;
  /** Multiplies large Gram matrices; loads TensorFlow when it first does. Plain JavaScript without it. */
  readonly gram?: GramProduct;
  readonly progress: (progress: JobProgress) => void;
  /** The attempt it works for; left out where there is only one. */
  readonly attempt?: JobAttempt;
  /** Weeks up to the cutoff that panels reach back; all where it is left out. */
  readonly historyWeeks?: number;
  /** What the process keeps for its next job. Left out where it keeps nothing. */
  readonly kept?: KeptValues;
  /** Seconds between two checkpoints of a fit; 0 keeps one after every epoch. Default 2. */
  readonly checkpointSeconds?: number;
}
