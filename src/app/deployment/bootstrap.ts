import { z } from 'zod';
import { preparedParts, type PreparedPart } from '../../contracts/preparation.ts';
import type { ResolvedProject } from '../../contracts/project.ts';
import type { Orchestration } from '../../ports/orchestration.ts';
import { defineOperation } from '../operation.ts';
import { environmentsOf } from '../schedules/environments-of.ts';
import { syncEnvironments } from '../schedules/sync-environments.ts';

const preparedSchema: z.ZodType<PreparedPart> = z.object({
  environment: z.string().exactOptional(),
  part: z.enum(preparedParts),
  state: z.enum(['ready', 'made', 'to-make', 'unchecked', 'failed']),
  detail: z.string(),
});

/**
 * Makes what workers need: the namespace, search attributes and Schedules of each environment, the tables of the registry, and access to
 * artifacts and landing. What is there stays as it is, so it can be run again. What could not be done is in the answer.
 */
export const bootstrap = defineOperation({
  name: 'deployment.bootstrap',
  role: 'admin',
  input: z.object({
    /** Default: all. */
    environment: z.string().exactOptional(),
    /** Only say what would be done. */
    dryRun: z.boolean(),
  }),
  answer: z.object({ dryRun: z.boolean(), parts: z.array(preparedSchema).readonly() }),
  async run(app, { environment, dryRun }) {
    const { resolved } = app.project;
    const environments = environmentsOf(resolved, environment);
    const own: PreparedPart[] = [];
    try {
      await app.withOrchestration(async (orchestration) => {
        for (const one of environments) own.push(...(await prepareEnvironment(resolved, orchestration, one, dryRun)));
      });
    } catch (error) {
      // A server that cannot be reached is a part that failed, like any other.
      own.push({ part: 'namespace', state: 'failed', detail: reasonOf(error) });
    }
    return { dryRun, parts: [...own, ...(await app.prepareStores({ dryRun }))] };
  },
});

async function prepareEnvironment(
  project: ResolvedProject,
  { namespaces, schedules }: Orchestration,
  environment: string,
  dryRun: boolean,
): Promise<readonly PreparedPart[]> {
  const prepared = await namespaces
    .prepare(environment, { dryRun })
    .catch((error: unknown): readonly PreparedPart[] => [
      { environment, part: 'namespace', state: 'failed', detail: reasonOf(error) },
    ]);
  const part = { environment, part: 'schedules' } as const;
  // A Schedule starts workflows that need both.
  if (prepared.some(({ state }) => state === 'failed')) {
    return [...prepared, { ...part, state: 'failed', detail: 'not looked at: what they need is not there' }];
  }
  if (prepared.some(({ state }) => state === 'to-make')) {
    return [...prepared, { ...part, state: 'to-make', detail: 'those of the project' }];
  }
  try {
    const changes = await syncEnvironments(project, schedules, { only: environment, dryRun });
    const detail = changes.map(({ action, scheduleId }) => `${action} ${scheduleId}`).join(', ');
    const state = changes.length === 0 ? 'ready' : dryRun ? 'to-make' : 'made';
    return [...prepared, { ...part, state, detail: detail || 'as the project asks for' }];
  } catch (error) {
    return [...prepared, { ...part, state: 'failed', detail: reasonOf(error) }];
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
