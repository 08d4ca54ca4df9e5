import type { CycleProgress } from './cycle-progress.ts';
import type { Promotions } from './promotions.ts';
import type { RegionControllers } from './region-controllers.ts';
import type { Schedules } from './schedules.ts';
import type { WorkerDeployments } from './worker-deployments.ts';
import type { WorkflowHistories } from './workflow-histories.ts';

/** All that runs on a server for a project, as people look at it and steer it. */
export interface Orchestration {
  readonly controllers: RegionControllers;
  readonly promotions: Promotions;
  readonly schedules: Schedules;
  readonly deployments: WorkerDeployments;
  readonly progress: CycleProgress;
  readonly histories: WorkflowHistories;
  /** Address of the server's own pages, where that is known. */
  readonly ui?: string;
}
