import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { WorkflowFailedError, type Client } from '@temporalio/client';
import { selectModel } from '../../app/models/select-model.ts';
import type { AdoptionInput, AdoptionOutcome } from '../../contracts/adoption.ts';
import { innermostMessage } from '../../contracts/failures.ts';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { taskQueues } from '../../contracts/task-queues.ts';
import { modelAdoptionId } from '../../contracts/workflow-ids.ts';
import { adoptionText } from '../../reports/models/adoption-text.ts';
import type { modelAdoption } from '../../workflows/index.ts';
import { connectEnvironments } from '../../composition/connect-environments.ts';
import { DecisionRefusedError } from '../refusals.ts';
import { checkEnvironment } from '../../app/of-project.ts';
import { UsageError } from '../usage.ts';
import { withRegistry } from '../with-registry.ts';
import { openProject, type ModelsOptions } from './open-models.ts';

interface PromoteOptions extends ModelsOptions {
  readonly from: string;
  readonly to: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
}

/**
 * `shelfcast models promote`: brings a version from one environment to another, whose policy and gate decide. Returns the exit code: 1
 * where the gate refuses it and nobody else decides, or would refuse it.
 */
export async function promoteModelCommand(wanted: string, options: PromoteOptions): Promise<number> {
  const { from, to, reason, dryRun = false, json } = options;
  if (reason === undefined && !dryRun) throw new UsageError('say why, for the audit trail: --reason <text>');
  const { project, state } = await openProject(options);
  const environments = Object.keys(project.resolved.environments);
  for (const name of [from, to]) checkEnvironment(name, environments);
  const version = await versionOf(wanted, from, state);
  const connection = await connectEnvironments(resolve(state));
  try {
    const outcome = await adopt(connection.clientOf(to), {
      ...{ version, from, to, by: userInfo().username, reason: reason ?? 'dry run' },
      ...(dryRun ? { dryRun } : {}),
    });
    process.stdout.write(`${json ? JSON.stringify(outcome, undefined, 2) : adoptionText(outcome)}\n`);
    return exitCodeOf(outcome);
  } finally {
    await connection.close();
  }
}

/** Starts an adoption, or follows the one that runs; it goes on where whoever follows it goes away. */
async function adopt(client: Client, input: AdoptionInput): Promise<AdoptionOutcome> {
  const { version, from, to, dryRun = false } = input;
  const handle = await client.workflow.start<typeof modelAdoption>('modelAdoption', {
    workflowId: modelAdoptionId(to, version, dryRun),
    taskQueue: taskQueues.orchestration,
    args: [input],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: `${dryRun ? 'judge' : 'promote'} ${version} · ${from} → ${to}`,
    typedSearchAttributes: [{ key: searchAttributes.environment, value: to }],
  });
  process.stderr.write(`${handle.workflowId}: the gate of ${to} looks at it; Ctrl-C leaves it running\n`);
  try {
    return await handle.result();
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    throw new DecisionRefusedError(innermostMessage(error), { cause: error });
  }
}

/** A whole version needs no registry, which may be out of this machine's reach. */
async function versionOf(wanted: string, from: string, state: string): Promise<string> {
  if (/^[0-9a-f]{16}$/.test(wanted)) return wanted;
  return withRegistry(state, async (registry) => (await selectModel(registry, from, wanted)).record.version);
}

function exitCodeOf({ decision, challenger, policy }: AdoptionOutcome): number {
  const refused =
    decision === 'rejected' || (decision === 'judged' && policy === 'automatic' && !challenger.gatePassed);
  return refused ? 1 : 0;
}
