import { z } from 'zod';
import { workflowTypes } from '../../contracts/workflow-types.ts';
import type { Orchestration } from '../../ports/orchestration.ts';
import type { WorkflowHistory } from '../../ports/workflow-histories.ts';
import { defineOperation } from '../operation.ts';

const replayedSchema = z.object({
  workflow: z.enum(workflowTypes),
  workflowId: z.string(),
  runId: z.string(),
  /** It ends on the build it began on, so that this one never continues it. */
  pinned: z.boolean(),
  divergence: z.string(),
});

/**
 * Replays recent runs of every type of workflow with the build of this checkout, without running anything: a build that would do
 * something else than running workflows have done must not become current.
 */
export const replayHistories = defineOperation({
  name: 'deployment.replay',
  role: 'reader',
  input: z.object({
    environment: z.string(),
    since: z.iso.datetime(),
    /** Runs of each type at most, the newest. */
    most: z.int().min(1),
  }),
  answer: z.object({
    buildId: z.string(),
    /** How many runs of each type were replayed. */
    replayed: z.record(z.enum(workflowTypes), z.int()),
    /** Runs that the build would continue differently. */
    divergences: z.array(replayedSchema).readonly(),
  }),
  run: (app, { environment, since, most }) =>
    app.withOrchestration(async (orchestration) => {
      const build = await app.openReplay();
      const replayed = Object.fromEntries(workflowTypes.map((type) => [type, 0])) as Record<
        (typeof workflowTypes)[number],
        number
      >;
      const divergences: z.infer<typeof replayedSchema>[] = [];
      for await (const { divergence, ...one } of build.replay(
        recentRuns(orchestration, environment, { since, most }),
      )) {
        replayed[one.workflow] += 1;
        if (divergence !== undefined) divergences.push({ ...one, divergence });
      }
      return { buildId: build.buildId, replayed, divergences };
    }),
});

async function* recentRuns(
  { histories }: Orchestration,
  environment: string,
  which: { readonly since: string; readonly most: number },
): AsyncGenerator<WorkflowHistory> {
  for (const workflow of workflowTypes) yield* histories.sample(environment, { workflow, ...which });
}
