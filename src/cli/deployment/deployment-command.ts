import { setCurrentBuild } from '../../app/deployment/set-current-build.ts';
import { showDeployment } from '../../app/deployment/show-deployment.ts';
import { readSettings } from '../../composition/settings.ts';
import { workflowBuildId } from '../../composition/workflows/build-id.ts';
import { readWorkflowBundle } from '../../composition/workflows/bundle.ts';
import type { WorkerVersion } from '../../ports/worker-deployments.ts';
import { textTable } from '../../reports/text-table.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

export interface DeploymentOptions extends AppOptions {
  readonly env: string;
}

/** Says that new workflows are to start on workers that take no part in versioning. */
const unversioned = 'unversioned';

/** `shelfcast deployment show`: the builds of the workflows an environment knows, and what is pinned to each. Returns the exit code. */
export function showDeploymentCommand(options: DeploymentOptions): Promise<number> {
  return runOperation(showDeployment, options, { environment: options.env }, { text: versionsText, onOneLine: true });
}

/**
 * `shelfcast deployment set-current`: makes a build the one that new workflows start on; without a name the bundle's that
 * `SHELFCAST_WORKFLOW_BUNDLE` names, or else that of the sources. Returns the exit code.
 */
export async function setCurrentCommand(build: string | undefined, options: DeploymentOptions): Promise<number> {
  const buildId = build === unversioned ? null : (build ?? (await ownBuildId()));
  return runOperation(
    setCurrentBuild,
    options,
    { environment: options.env, buildId },
    {
      text: ({ environment }) =>
        `${environment}: new workflows start on ${buildId === null ? 'workers without a version' : `build ${buildId}`}`,
    },
  );
}

async function ownBuildId(): Promise<string> {
  const { workflowBundle } = readSettings();
  return workflowBundle === undefined ? workflowBuildId() : (await readWorkflowBundle(workflowBundle)).buildId;
}

function versionsText(versions: readonly WorkerVersion[]): string {
  if (versions.length === 0) return 'no builds: no versioned worker has asked for work yet';
  const rows = versions.map(({ buildId, current, pinned }) => [buildId, current ? 'current' : '', String(pinned)]);
  return textTable(['build', 'new workflows', 'pinned and running'], rows, { leftColumns: 2 });
}
