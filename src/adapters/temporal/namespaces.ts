import type { WorkflowService } from '@temporalio/client';
import { grpcCodes, hasCode } from './grpc-codes.ts';

/** "May not" and "cannot": a hosted server shows a client its own namespace alone. */
const { permissionDenied, unimplemented } = grpcCodes;

/** Names of a server's namespaces, Temporal's own left out; empty where the server does not tell. */
export async function listNamespaces(service: WorkflowService): Promise<readonly string[]> {
  const names: string[] = [];
  let nextPageToken: Uint8Array = new Uint8Array();
  try {
    do {
      const page = await service.listNamespaces({ pageSize: 100, nextPageToken });
      for (const { namespaceInfo } of page.namespaces) if (namespaceInfo?.name) names.push(namespaceInfo.name);
      nextPageToken = page.nextPageToken;
    } while (nextPageToken.length > 0);
  } catch (error) {
    if (hasCode(error, permissionDenied, unimplemented)) return [];
    throw error;
  }
  return names.filter((name) => name !== 'temporal-system');
}
