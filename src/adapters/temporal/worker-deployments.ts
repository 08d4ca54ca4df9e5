import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import proto from '@temporalio/proto';
import { workerDeploymentName } from '../../contracts/worker-deployment.ts';
import { taskQueues } from '../../contracts/task-queues.ts';
import type { WorkflowType } from '../../contracts/workflow-types.ts';
import {
  UnknownBuildError,
  UnversionedRunsError,
  type Unversioned,
  type VersionState,
  type WorkerDeployments,
  type WorkerVersion,
} from '../../ports/worker-deployments.ts';
import { grpcCodes, hasCode } from './grpc-codes.ts';

/**
 * Not found: no worker of the deployment or of the version has asked for work yet. Failed precondition: the version's workers have not
 * asked for work of every kind yet.
 */
const { notFound, failedPrecondition } = grpcCodes;
/** `temporal.api.enums.v1.WorkerDeploymentVersionStatus`. */
const stateByStatus: Readonly<Record<number, VersionState>> = {
  1: 'inactive',
  2: 'current',
  3: 'ramping',
  4: 'draining',
  5: 'drained',
};
/** What Temporal itself notes of every versioned workflow: `deployment:build`. A list of workflows says nothing else of versions. */
const versionAttribute = defineSearchAttributeKey('TemporalWorkerDeploymentVersion', 'KEYWORD');
/** Milliseconds until a version is given up that should be known by then. */
const patienceMs = 30_000;
/** A worker asks for work every minute; the server names one for five minutes after it was last heard of. */
const usualPollsWithinMs = 75_000;
/** Types that are pinned to the build they begin on. */
const pinnedTypes: readonly WorkflowType[] = ['regionCycle', 'segmentTraining'];
const { TaskQueueType, WorkerVersioningMode } = proto.temporal.api.enums.v1;

/**
 * The builds on a Temporal server; `clientOf` as for the controllers.
 *
 * @param options.pollsWithinMs within how many milliseconds a worker that lives asks for work. Default: 75,000
 */
export function createWorkerDeployments(
  clientOf: (environment: string) => Client,
  { pollsWithinMs = usualPollsWithinMs }: { readonly pollsWithinMs?: number } = {},
): WorkerDeployments {
  const unversioned = (environment: string) => unversionedIn(clientOf(environment), pollsWithinMs);
  const refuseOthersRuns = async (environment: string, buildId: string): Promise<void> => {
    const { runs, workers } = await unversioned(environment);
    if (runs > 0 && workers > 0) throw new UnversionedRunsError(environment, buildId, runs);
  };
  return {
    versions: (environment) => workerVersions(clientOf(environment)),
    current: async (environment) => (await describe(clientOf(environment)))?.current,
    pinned: (environment) => pinnedBuilds(clientOf(environment)),
    setCurrent: (environment, buildId) =>
      onceKnown(environment, buildId, async () => {
        const client = clientOf(environment);
        const { current } = (await describe(client)) ?? {};
        if (current === undefined && buildId !== undefined) await refuseOthersRuns(environment, buildId);
        await setCurrentVersion(client, buildId);
      }),
    setFirst: (environment, buildId) =>
      onceKnown(environment, buildId, async () => {
        const client = clientOf(environment);
        // Fails where no worker is known yet.
        const { current, wasEverSet, conflictToken } = (await describe(client)) ?? {};
        if (current !== undefined || wasEverSet) return current;
        await refuseOthersRuns(environment, buildId);
        return setFirstVersion(client, buildId, conflictToken);
      }),
    unversioned,
  };
}

async function unversionedIn(client: Client, pollsWithinMs: number): Promise<Unversioned> {
  const types = pinnedTypes.map((type) => `'${type}'`).join(', ');
  const [{ count: runs }, { pollers }] = await Promise.all([
    client.workflow.count(
      `ExecutionStatus = 'Running' AND TemporalWorkerDeploymentVersion IS NULL AND WorkflowType IN (${types})`,
    ),
    client.workflowService.describeTaskQueue({
      namespace: client.options.namespace,
      taskQueue: { name: taskQueues.orchestration },
      taskQueueType: TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    }),
  ]);
  const since = Date.now() - pollsWithinMs;
  const alive = pollers.filter(
    ({ lastAccessTime, deploymentOptions }) =>
      1000 * Number(lastAccessTime?.seconds ?? 0) >= since &&
      deploymentOptions?.workerVersioningMode !== WorkerVersioningMode.WORKER_VERSIONING_MODE_VERSIONED,
  );
  return { runs, workers: alive.length };
}

async function workerVersions(client: Client): Promise<readonly WorkerVersion[]> {
  const [described, pinned] = await Promise.all([describe(client), pinnedBuilds(client)]);
  const { current, states = new Map<string, VersionState>() } = described ?? {};
  const others = [...new Set([...states.keys(), ...pinned.keys()])].filter((buildId) => buildId !== current).sort();
  return [...(current === undefined ? [] : [current]), ...others].map((buildId) => ({
    buildId,
    // A version that the server has forgotten although something is pinned to it has not drained.
    state: buildId === current ? 'current' : (states.get(buildId) ?? 'draining'),
    pinned: pinned.get(buildId) ?? 0,
  }));
}

async function pinnedBuilds(client: Client): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const running = client.workflow.list({
    query: `ExecutionStatus = "Running" AND TemporalWorkflowVersioningBehavior = "Pinned"`,
  });
  for await (const { typedSearchAttributes } of running) {
    const [deployment, buildId] = typedSearchAttributes.get(versionAttribute)?.split(':') ?? [];
    if (deployment === workerDeploymentName && buildId) counts.set(buildId, (counts.get(buildId) ?? 0) + 1);
  }
  return counts;
}

/** Tries again while the server does not know the workers of a build. */
async function onceKnown<Result>(
  environment: string,
  buildId: string | undefined,
  ask: () => Promise<Result>,
): Promise<Result> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!hasCode(error, notFound, failedPrecondition)) throw error;
      if (Date.now() > deadline) throw new UnknownBuildError(environment, buildId, { cause: error });
      await sleep(200);
    }
  }
}

async function setCurrentVersion(
  client: Client,
  buildId: string | undefined,
  conflictToken?: Uint8Array | null,
): Promise<void> {
  await client.workflowService.setWorkerDeploymentCurrentVersion({
    namespace: client.options.namespace,
    deploymentName: workerDeploymentName,
    buildId: buildId ?? '',
    identity: client.options.identity,
    ...(conflictToken ? { conflictToken } : {}),
  });
}

async function setFirstVersion(
  client: Client,
  buildId: string,
  conflictToken: DescribedDeployment['conflictToken'],
): Promise<string | undefined> {
  try {
    await setCurrentVersion(client, buildId, conflictToken);
  } catch (error) {
    // Another worker may have been quicker.
    const now = await describe(client);
    if (now?.current === undefined) throw error;
    return now.current;
  }
  return buildId;
}

interface DescribedDeployment {
  readonly current: string | undefined;
  /** Whether a version, or workers without one, were ever made current. */
  readonly wasEverSet: boolean;
  readonly states: ReadonlyMap<string, VersionState>;
  /** Of what was described; a change that names an older one is refused. */
  readonly conflictToken: Uint8Array | null | undefined;
}

/** `undefined` where no worker of the deployment has asked for work yet. */
async function describe(client: Client): Promise<DescribedDeployment | undefined> {
  try {
    const { workerDeploymentInfo, conflictToken } = await client.workflowService.describeWorkerDeployment({
      namespace: client.options.namespace,
      deploymentName: workerDeploymentName,
    });
    const { currentDeploymentVersion, currentVersionChangedTime } = workerDeploymentInfo?.routingConfig ?? {};
    return {
      current: currentDeploymentVersion?.buildId ?? undefined,
      wasEverSet: Boolean(currentVersionChangedTime),
      states: new Map(
        (workerDeploymentInfo?.versionSummaries ?? []).flatMap(({ deploymentVersion, status }) =>
          deploymentVersion?.buildId ? [[deploymentVersion.buildId, stateByStatus[status ?? 0] ?? 'inactive']] : [],
        ),
      ),
      conflictToken,
    };
  } catch (error) {
    if (hasCode(error, notFound)) return undefined;
    throw error;
  }
}
