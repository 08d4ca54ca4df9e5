import { isGrpcServiceError, type WorkflowService } from '@temporalio/client';

/** gRPC's codes for "may not" and "cannot": a hosted server shows a client its own namespace alone. */
const permissionDenied = 7;
const unimplemented = 12;

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
    if (isGrpcServiceError(error) && [permissionDenied, unimplemented].includes(error.code)) return [];
    throw error;
  }
  return names.filter((name) => name !== 'temporal-system');
}
