import { workflowInfo } from '@temporalio/workflow';

/**
 * How long a run of a controller lasts: one cycle, or until the history has grown long, or until a worker of another build takes over.
 * So what is replayed stays short, and `patched()` code can be retired once every region has run a cycle.
 */
export class RunSpan {
  readonly #build = currentBuild();
  #cycleEnded = false;

  /** Notes that the run has done its cycle. */
  cycleEnded(): void {
    this.#cycleEnded = true;
  }

  get isOver(): boolean {
    return this.#cycleEnded || workflowInfo().continueAsNewSuggested || currentBuild() !== this.#build;
  }
}

/** Undefined where the worker takes part in no versioning. Safe to branch on: a replay sees the build of the time. */
function currentBuild(): string | undefined {
  return workflowInfo().currentDeploymentVersion?.buildId;
}
