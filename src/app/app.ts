import type { ArtifactRef } from '../contracts/artifact.ts';
import type { ArtifactStore } from '../ports/artifact-store.ts';
import type { JobInput, JobName, JobOutput } from '../ports/job-runner.ts';
import type { Landing, LandingWriter } from '../ports/landing.ts';
import type { Orchestration } from '../ports/orchestration.ts';
import type { Registry } from '../ports/registry.ts';
import type { LoadedProject } from '../project/loaded-project.ts';

/** The jobs of one operation. The edge shows them while they run and ends them where the person gives up. */
export interface OperationJobs {
  /** Jobs that may run in parallel: one per core. */
  readonly slots: number;
  /** Runs a job that a person knows by a name. Throws as `JobRunner.run`, and the signal's reason once it is aborted. */
  run<Name extends JobName>(title: string, job: Name, input: JobInput<Name>): Promise<JobOutput<Name>>;
  /** Shows how something with a title ended. */
  say(title: string, text: string): void;
}

/** What an operation has done so far, for an edge that shows it before the operation ends. */
export type OperationStep =
  | { readonly step: 'cycle-requested'; readonly region: string; readonly decision: string; readonly triggerId: string }
  | { readonly step: 'change-delivered'; readonly region: string; readonly triggerId: string }
  | { readonly step: 'adoption-started'; readonly workflowId: string; readonly environment: string };

/** A row of a table, by column. */
export type TableRow = Readonly<Record<string, string | number | null>>;

/**
 * What operations need of the world. An edge opens each part when it is first asked for: one that lives long may keep what it opened, one
 * that runs a single command gives it back at once, so that other commands can have it.
 */
export interface App {
  /** Who asks, for the audit trail: the edge knows, from the operating system or from a key. */
  readonly actor: string;
  readonly project: LoadedProject;
  /** Opens the registry for as long as `use` takes. */
  withRegistry<Result>(use: (registry: Registry) => Promise<Result>): Promise<Result>;
  /** The same; `undefined` where no registry has been made yet. */
  withRegistryIfAny<Result>(use: (registry: Registry) => Promise<Result>): Promise<Result | undefined>;
  /** Opens the jobs of the project for as long as `use` takes; none is left behind. */
  withJobs<Result>(use: (jobs: OperationJobs) => Promise<Result>): Promise<Result>;
  /** Where artifacts are, and where files land. */
  openStorage(): Promise<{ readonly store: ArtifactStore; readonly landing: Landing }>;
  /** The rows of a table in the artifact store whose columns have these values. */
  readRows(table: ArtifactRef, conditions: Readonly<Record<string, string>>): Promise<readonly TableRow[]>;
  openLandingWriter(): Promise<LandingWriter>;
  /** Connects to the server that runs the project for as long as `use` takes. */
  withOrchestration<Result>(use: (orchestration: Orchestration) => Promise<Result>): Promise<Result>;
  onStep(step: OperationStep): void;
}
