import type { WorkflowType } from '../contracts/workflow-types.ts';

/** Which runs of an environment to look at. */
export interface HistorySample {
  readonly workflow: WorkflowType;
  /** Runs that began at or after this moment, ISO 8601, and those that still run. */
  readonly since: string;
  /** How many of the newest. */
  readonly most: number;
}

/** One run of a workflow, event by event, in the form its server has. */
export interface WorkflowHistory {
  readonly workflow: WorkflowType;
  readonly workflowId: string;
  readonly runId: string;
  /** Whether it ends on the build it began on, whatever becomes current. */
  readonly pinned: boolean;
  readonly events: unknown;
}

/** What a server keeps of the runs of workflows. */
export interface WorkflowHistories {
  /** The newest first. A run that is deleted meanwhile is left out. */
  sample(environment: string, wanted: HistorySample): AsyncIterable<WorkflowHistory>;
}

/** How a history was replayed. */
interface Replayed {
  readonly workflow: WorkflowType;
  readonly workflowId: string;
  readonly runId: string;
  readonly pinned: boolean;
  /** Where the code does something else than the history has; left out where it does the same. */
  readonly divergence?: string;
}

/** The workflows of one build, to be compared with histories. */
export interface WorkflowReplay {
  readonly buildId: string;
  replay(histories: AsyncIterable<WorkflowHistory>): AsyncIterable<Replayed>;
}
