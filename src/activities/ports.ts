import type { ArtifactStore } from '../ports/artifact-store.ts';
import type { CycleRuns } from '../ports/cycle-runs.ts';
import type { StepJobs } from '../ports/job-runner.ts';
import type { RegionControllers } from '../ports/region-controllers.ts';
import type { Landing } from '../ports/landing.ts';
import type { LandingLedger } from '../ports/landing-ledger.ts';
import type { Registry } from '../ports/registry.ts';
import type { LoadedProject } from '../project/loaded-project.ts';

/** What the steps of a cycle work with. */
export interface CyclePorts {
  readonly project: LoadedProject;
  readonly registry: Registry;
  readonly store: ArtifactStore;
  readonly jobs: StepJobs;
  /** Address of the web application; left out where it is not known. */
  readonly pages?: string;
}

/** What activities work with. */
export interface ActivityPorts extends CyclePorts {
  readonly landing: Landing;
  readonly landingFiles: LandingLedger;
  readonly controllers: RegionControllers;
  readonly cycles: CycleRuns;
}
