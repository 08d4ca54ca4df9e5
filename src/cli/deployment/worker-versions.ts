import { UnknownBuildError } from '../refusals.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { isGrpcServiceError, type Client } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { workerDeploymentName } from '../../contracts/worker-deployment.ts';

/** A build of the workflows, as an environment knows it. */
export interface WorkerVersion {
  readonly buildId: string;
  /** New workflows start on it, and those that are not pinned move to it. */
  readonly current: boolean;
  /** Running workflows that are pinned to it. */
  readonly pinned: number;
}

/** gRPC: no worker of the deployment or of the version has asked for work yet. */
const notFound = 5;
/** gRPC: the version's workers have not asked for work of every kind yet. */
const failedPrecondition = 9;
/** What Temporal itself notes of every versioned workflow: `deployment:build`. A list of workflows says nothing else of versions. */
const versionAttribute = defineSearchAttributeKey('TemporalWorkerDeploymentVersion', 'KEYWORD');
/** Milliseconds until a version is given up that should be known by then. */
const patienceMs = 30_000;

/** Build id of the version that gets new workflows; `undefined` where workers without a version get them. */
export async function currentVersion(client: Client): Promise<string | undefined> {
  return (await describe(client)).current;
}

/** Every version an environment knows, the current one first. */
export async function workerVersions(client: Client): Promise<readonly WorkerVersion[]> {
  const [{ current, known }, pinned] = await Promise.all([describe(client), pinnedBuilds(client)]);
  const others = [...new Set([...known, ...pinned.keys()])].filter((buildId) => buildId !== current).sort();
  return [...(current === undefined ? [] : [current]), ...others].map((buildId) => ({
    buildId,
    current: buildId === current,
    pinned: pinned.get(buildId) ?? 0,
  }));
}

/** How many running workflows of an environment are pinned to each build; builds without any are left out. */
export async function pinnedBuilds(client: Client): Promise<ReadonlyMap<string, number>> {
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

/**
 * Makes a build the one that new workflows start on and unpinned ones move to; `undefined` gives them to workers without a
 * version. Waits up to 30 seconds for the build to be known, which it is a moment after its first worker has asked for work.
 */
export async function setCurrentVersion(client: Client, buildId: string | undefined): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      await client.workflowService.setWorkerDeploymentCurrentVersion({
        namespace: client.options.namespace,
        deploymentName: workerDeploymentName,
        buildId: buildId ?? '',
        identity: client.options.identity,
      });
      return;
    } catch (error) {
      if (!hasCode(error, notFound, failedPrecondition)) throw error;
      if (Date.now() > deadline) throw new UnknownBuildError(client.options.namespace, buildId, { cause: error });
      await sleep(200);
    }
  }
}

async function describe(client: Client): Promise<{ current: string | undefined; known: readonly string[] }> {
  try {
    const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({
      namespace: client.options.namespace,
      deploymentName: workerDeploymentName,
    });
    return {
      current: workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId ?? undefined,
      known: (workerDeploymentInfo?.versionSummaries ?? []).flatMap(
        ({ deploymentVersion }) => deploymentVersion?.buildId ?? [],
      ),
    };
  } catch (error) {
    if (hasCode(error, notFound)) return { current: undefined, known: [] };
    throw error;
  }
}

function hasCode(error: unknown, ...codes: readonly number[]): boolean {
  return isGrpcServiceError(error) && codes.includes(error.code);
}
