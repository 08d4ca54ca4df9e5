import type { Client } from '@temporalio/client';
import { createCycleProgress } from '../adapters/temporal/cycle-progress.ts';
import { createNamespaces } from '../adapters/temporal/prepare-namespace.ts';
import { createPromotions } from '../adapters/temporal/promotions.ts';
import { createRegionControllers } from '../adapters/temporal/region-controllers.ts';
import { createSchedules } from '../adapters/temporal/schedules.ts';
import { createWorkerDeployments } from '../adapters/temporal/worker-deployments.ts';
import { createWorkflowHistories } from '../adapters/temporal/workflow-histories.ts';
import { NoProfileError } from '../ports/environment-errors.ts';
import type { Orchestration } from '../ports/orchestration.ts';
import type { WorkerDeployments } from '../ports/worker-deployments.ts';
import { connectEnvironments, connectServer, type EnvironmentsConnection } from './connect-environments.ts';
import { explainFault } from './explain-fault.ts';
import { explainedPort } from './explained-ports.ts';
import { pagesSource } from './sources.ts';

export { UnversionedRunsError } from '../ports/worker-deployments.ts';

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
  return over(await connectEnvironments(stateFolder), project, pagesSource(stateFolder));
}

/** The same on the server at an address, with the address of the web application. */
export async function openOrchestrationAt(
  { temporalAddress, pages }: { readonly temporalAddress: string; readonly pages?: string },
  project: string,
): Promise<OpenOrchestration> {
  return over(await connectServer(temporalAddress), project, pages);
}

/** The builds of the workflows on a server. `clientOf` gives the client of an environment. */
export function openWorkerDeployments(clientOf: (environment: string) => Client): WorkerDeployments {
  return createWorkerDeployments(clientOf);
}

function over(connection: EnvironmentsConnection, project: string, pages: string | undefined): OpenOrchestration {
  const { clientOf, placeOf, ui } = connection;
  const explain = (error: unknown, environment = 'default'): unknown => {
    // An environment that nothing says the place of is what the error is about.
    if (error instanceof NoProfileError) return error;
    return explainFault(error, placeOf(environment));
  };
  return {
    controllers: explainedPort(createRegionControllers(clientOf, { pages }), explain),
    promotions: explainedPort(createPromotions(clientOf), explain),
    schedules: explainedPort(createSchedules(project, clientOf), explain),
    deployments: explainedPort(createWorkerDeployments(clientOf), explain),
    progress: explainedPort(createCycleProgress(clientOf), explain),
    histories: explainedPort(createWorkflowHistories(clientOf), explain),
    namespaces: explainedPort(createNamespaces(clientOf), explain),
    ...(ui === undefined ? {} : { ui }),
    close: () => connection.close(),
  };
}
