import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { workerDeploymentName } from '../../contracts/worker-deployment.ts';
import { UnknownBuildError, type WorkerDeployments, type WorkerVersion } from '../../ports/worker-deployments.ts';
import { grpcCodes, hasCode } from './grpc-codes.ts';

/**
 * Not found: no worker of the deployment or of the version has asked for work yet. Failed precondition: the version's workers have not
 * asked for work of every kind yet.
 */
const { notFound, failedPrecondition } = grpcCodes;
/** What Temporal itself notes of every versioned workflow: `deployment:build`. A list of workflows says nothing else of versions. */
const versionAttribute = defineSearchAttributeKey('TemporalWorkerDeploymentVersion', 'KEYWORD');
/** Milliseconds until a version is given up that should be known by then. */
const patienceMs = 30_000;

/** The builds of the workflows on a Temporal server; `clientOf` as for the controllers. */
export function createWorkerDeployments(clientOf: (environment: string) => Client): WorkerDeployments {
  return {
    versions: (environment) => workerVersions(clientOf(environment)),
    current: async (environment) => (await describe(clientOf(environment))).current,
    pinned: (environment) => pinnedBuilds(clientOf(environment)),
    setCurrent: (environment, buildId) => setCurrentVersion(clientOf(environment), environment, buildId),
  };
}

async function workerVersions(client: Client): Promise<readonly WorkerVersion[]> {
  const [{ current, known }, pinned] = await Promise.all([describe(client), pinnedBuilds(client)]);
  const others = [...new Set([...known, ...pinned.keys()])].filter((buildId) => buildId !== current).sort();
  return [...(current === undefined ? [] : [current]), ...others].map((buildId) => ({
    buildId,
    current: buildId === current,
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

async function setCurrentVersion(client: Client, environment: string, buildId: string | undefined): Promise<void> {
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
      if (Date.now() > deadline) throw new UnknownBuildError(environment, buildId, { cause: error });
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
