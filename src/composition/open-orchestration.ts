import type { Client } from '@temporalio/client';
import { createCycleProgress } from '../adapters/temporal/cycle-progress.ts';
import { createPromotions } from '../adapters/temporal/promotions.ts';
import { createRegionControllers } from '../adapters/temporal/region-controllers.ts';
import { createSchedules } from '../adapters/temporal/schedules.ts';
import { createWorkerDeployments } from '../adapters/temporal/worker-deployments.ts';
import { createWorkflowHistories } from '../adapters/temporal/workflow-histories.ts';
import type { Orchestration } from '../ports/orchestration.ts';
import type { WorkerDeployments } from '../ports/worker-deployments.ts';
import { connectEnvironments, connectServer, type EnvironmentsConnection } from './connect-environments.ts';

/** An orchestration over a connection of its own. */
export interface OpenOrchestration extends Orchestration {
  close(): Promise<void>;
}

/**
 * What runs for a project on the server that `connectEnvironments` finds. Throws `NoTemporalServerError` where there is none.
 *
 * @param project its name, by which its Schedules are known
 */
export async function openOrchestration(stateFolder: string, project: string): Promise<OpenOrchestration> {
  return over(await connectEnvironments(stateFolder), project);
}

/** The same on the server at an address. */
export async function openOrchestrationAt(address: string, project: string): Promise<OpenOrchestration> {
  return over(await connectServer(address), project);
}

/** The builds of the workflows on a server. `clientOf` gives the client of an environment. */
export function openWorkerDeployments(clientOf: (environment: string) => Client): WorkerDeployments {
  return createWorkerDeployments(clientOf);
}

function over(connection: EnvironmentsConnection, project: string): OpenOrchestration {
  const { clientOf, ui } = connection;
  return {
    controllers: createRegionControllers(clientOf),
    promotions: createPromotions(clientOf),
    schedules: createSchedules(project, clientOf),
    deployments: createWorkerDeployments(clientOf),
    progress: createCycleProgress(clientOf),
    histories: createWorkflowHistories(clientOf),
    ...(ui === undefined ? {} : { ui }),
    close: () => connection.close(),
  };
}
