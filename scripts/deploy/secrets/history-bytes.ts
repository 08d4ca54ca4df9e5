import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

/** A run of a workflow and its history as the server sends it. */
export interface HistoryBytes {
  readonly workflowId: string;
  readonly runId: string;
  readonly bytes: Buffer;
}

/** The histories of every run in the namespace of a client, as protobuf: nothing of them is decoded. */
export async function* historyBytes({ workflow, workflowService, options }: Client): AsyncGenerator<HistoryBytes> {
  for await (const { workflowId, runId } of workflow.list()) {
    const parts: Uint8Array[] = [];
    let nextPageToken: Uint8Array | undefined;
    do {
      const page = await workflowService.getWorkflowExecutionHistory({
        namespace: options.namespace,
        execution: { workflowId, runId },
        ...(nextPageToken ? { nextPageToken } : {}),
      });
      parts.push(proto.temporal.api.history.v1.History.encode(page.history ?? {}).finish());
      nextPageToken = page.nextPageToken.length ? page.nextPageToken : undefined;
    } while (nextPageToken);
    yield { workflowId, runId, bytes: Buffer.concat(parts) };
  }
}
