import type { Retraining } from '../../contracts/retraining.ts';
import { setCurrentBuild } from '../../app/deployment/set-current-build.ts';
import { showDeployment } from '../../app/deployment/show-deployment.ts';
import type { WorkerVersion } from '../../ports/worker-deployments.ts';
import { retrainingText } from '../../reports/deployment/retraining-text.ts';
import { textTable } from '../../reports/text-table.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

export interface DeploymentOptions extends AppOptions {
  readonly env: string;
}

export interface SetCurrentOptions extends DeploymentOptions {
  /** Default: true. */
  readonly retrain?: boolean;
}

/** Says that new workflows are to start on workers that take no part in versioning. */
const unversioned = 'unversioned';

/** `shelfcast deployment show`: the builds of the workflows an environment knows, and what is pinned to each. Returns the exit code. */
export function showDeploymentCommand(options: DeploymentOptions): Promise<number> {
  return runOperation(showDeployment, options, { environment: options.env }, { text: versionsText, onOneLine: true });
}

/**
 * `shelfcast deployment set-current`: makes a build the one that new workflows start on, without a name that of this checkout, and asks
 * regions to retrain. Returns the exit code: 1 where a region that is to retrain could not be asked.
 */
export function setCurrentCommand(build: string | undefined, options: SetCurrentOptions): Promise<number> {
  const { env: environment, retrain } = options;
  const named = build === undefined ? {} : { buildId: build === unversioned ? null : build };
  return runOperation(
    setCurrentBuild,
    options,
    { environment, ...named, ...(retrain === undefined ? {} : { retrain }) },
    {
      text: ({ buildId, retraining }) => {
        const workers = buildId === null ? 'workers without a version' : `build ${buildId}`;
        return `${environment}: new workflows start on ${workers}\n${retrainingText(retraining)}`;
      },
      onOneLine: true,
      exitCode: ({ retraining }) => (isIncomplete(retraining) ? 1 : 0),
    },
  );
}

function isIncomplete(retraining: Retraining): boolean {
  if (retraining.state === 'failed') return true;
  return retraining.state === 'compared' && retraining.regions.some(({ outcome }) => outcome === 'failed');
}

/** What may become of the workers of a build. */
const workersOf: Readonly<Record<WorkerVersion['state'], string>> = {
  current: 'needed',
  ramping: 'needed',
  draining: 'needed until drained',
  drained: 'may be stopped',
  inactive: 'not used yet',
};

function versionsText(versions: readonly WorkerVersion[]): string {
  if (versions.length === 0) return 'no builds: no versioned worker has asked for work yet';
  const rows = versions.map(({ buildId, state, pinned }) => [buildId, state, String(pinned), workersOf[state]]);
  return textTable(['build', 'state', 'pinned and running', 'its workers'], rows, { leftColumns: 2 });
}
