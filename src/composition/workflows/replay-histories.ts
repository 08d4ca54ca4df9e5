import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { WorkflowHistory, WorkflowReplay } from '../../ports/workflow-histories.ts';
import { payloadEncryption } from '../encryption/payload-encryption.ts';
import { readSettings } from '../settings.ts';
import { spanSinks } from '../telemetry/worker-tracing.ts';
import { ownWorkflowBuild, type WorkflowBuild } from './bundle.ts';

/** The build that workers of this checkout run: of the bundle that is configured, or of the sources. */
export async function openReplay(): Promise<WorkflowReplay> {
  // What a replayed workflow logs was logged when it ran.
  const logger = new DefaultLogger('ERROR', () => undefined);
  Runtime.install({ logger });
  return replayOf(await ownWorkflowBuild(readSettings().workflowBundle, logger));
}

/** Replays histories with a build. */
export function replayOf({ buildId, bundle }: WorkflowBuild): WorkflowReplay {
  return {
    buildId,
    async *replay(histories) {
      const replayed = new Map<string, WorkflowHistory>();
      const results = Worker.runReplayHistories(
        { workflowBundle: bundle, sinks: spanSinks, plugins: payloadEncryption() },
        remembered(histories, replayed),
      );
      for await (const { workflowId, runId, error } of results) {
        // A run that was reset is known to the SDK by the run it came from.
        const one = replayed.get(runId) ?? [...replayed.values()].find((other) => other.workflowId === workflowId)!;
        const { workflow, pinned } = one;
        replayed.delete(one.runId);
        yield { workflow, workflowId, runId: one.runId, pinned, ...(error ? { divergence: error.message } : {}) };
      }
    },
  };
}

type ReplayedHistory = Parameters<typeof Worker.runReplayHistories>[1] extends infer All
  ? All extends AsyncIterable<infer One>
    ? One
    : never
  : never;

/** Histories as the SDK takes them; results name them by their run alone. */
async function* remembered(
  histories: AsyncIterable<WorkflowHistory>,
  replayed: Map<string, WorkflowHistory>,
): AsyncGenerator<ReplayedHistory> {
  for await (const one of histories) {
    replayed.set(one.runId, one);
    yield { workflowId: one.workflowId, history: one.events };
  }
}
