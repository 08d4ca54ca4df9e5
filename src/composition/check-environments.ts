import { defaultAddress, environmentTarget } from './environment-target.ts';
import { explainFault } from './explain-fault.ts';
import { openConnection } from './open-connection.ts';

/**
 * Asks for the namespace of each environment, as workers are about to do: what the SDK's own library says of a server that
 * cannot be talked to, refuses the client, or lacks the namespace is for its developers. Throws `TemporalUnreachableError`,
 * `TemporalTlsError`, `TemporalForbiddenError` or `NamespaceMissingError`.
 */
export async function checkEnvironments(environments: readonly string[]): Promise<void> {
  for (const environment of environments) {
    const { connectionOptions, namespace } = environmentTarget(environment);
    const connection = openConnection(connectionOptions);
    try {
      await connection.workflowService.describeNamespace({ namespace });
    } catch (error) {
      throw explainFault(error, { environment, address: connectionOptions.address ?? defaultAddress, namespace });
    } finally {
      await connection.close();
    }
  }
}
