import { DecisionRefusedError } from '../refusals.ts';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { WorkflowNotFoundError, WorkflowUpdateFailedError, type Client } from '@temporalio/client';
import { approveUpdate, rejectUpdate, rollbackUpdate } from '../../contracts/messages.ts';
import { velocities, type Velocity } from '../../contracts/segment.ts';
import { regionControllerId } from '../../contracts/workflow-ids.ts';
import { loadProject } from '../../project/load-project.ts';
import { promotionsText } from '../../reports/promotions/promotions-text.ts';
import { connectEnvironments } from '../../composition/connect-environments.ts';
import { checkEnvironment } from '../../app/of-project.ts';
import { UsageError } from '../usage.ts';
import { findOne, findWaiting } from './find-promotions.ts';

interface PromotionOptions {
  readonly project: string;
  readonly state?: string;
  readonly json?: boolean;
}

/** What a person says with a decision; `by` is the name of the user. */
interface DecisionOptions extends PromotionOptions {
  readonly env: string;
  readonly reason: string;
}

/** `shelfcast promotions list`: what waits for approval. Returns the exit code. */
export async function listPromotionsCommand(options: PromotionOptions & { readonly env?: string }): Promise<number> {
  const { environments, state } = await open(options);
  if (options.env !== undefined) checkEnvironment(options.env, environments);
  const connection = await connectEnvironments(state);
  try {
    const asked = environments.filter((name) => name === (options.env ?? name));
    const found = await Promise.all(asked.map((name) => findWaiting(connection.clientOf(name), name)));
    const waiting = found.flat().map(({ handle: _handle, ...one }) => one);
    print(options.json ? json(waiting) : promotionsText(waiting));
    return 0;
  } finally {
    await connection.close();
  }
}

/** `shelfcast approve` and `shelfcast reject`: a person's word on a waiting challenger. Returns the exit code. */
export async function decideCommand(
  word: 'approve' | 'reject',
  wanted: string,
  options: DecisionOptions,
): Promise<number> {
  const outcome = await withEnvironment(options, async (client) => {
    const { handle, promotion, challenger } = await findOne(client, options.env, wanted);
    const update = word === 'approve' ? approveUpdate : rejectUpdate;
    const decision = { by: userInfo().username, reason: options.reason };
    return { promotion, version: challenger.version, ...(await handle.executeUpdate(update, { args: [decision] })) };
  });
  print(options.json ? json(outcome) : `${outcome.version}: ${outcome.decision} by ${outcome.by}`);
  return 0;
}

/** `shelfcast rollback`: makes an earlier champion the champion again. Returns the exit code. */
export async function rollbackCommand(
  wanted: string,
  options: DecisionOptions & { readonly to?: string },
): Promise<number> {
  const { region, format, velocity } = segmentOf(wanted);
  const result = await withEnvironment(options, (client) =>
    client.workflow.getHandle(regionControllerId(options.env, region)).executeUpdate(rollbackUpdate, {
      args: [
        {
          by: userInfo().username,
          reason: options.reason,
          format,
          velocity,
          ...(options.to === undefined ? {} : { version: options.to }),
        },
      ],
    }),
  );
  const { segment, from, to, triggerId } = result;
  print(options.json ? json(result) : `${segment}: ${from} → ${to}; scored anew by trigger ${triggerId}`);
  return 0;
}

async function withEnvironment<Result>(
  options: DecisionOptions,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const { environments, state } = await open(options);
  checkEnvironment(options.env, environments);
  const connection = await connectEnvironments(state);
  try {
    return await use(connection.clientOf(options.env));
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) {
      throw new DecisionRefusedError(error.cause?.message ?? error.message, { cause: error });
    }
    if (error instanceof WorkflowNotFoundError) {
      throw new DecisionRefusedError(`${error.workflowId} does not run in ${options.env}`, { cause: error });
    }
    throw error;
  } finally {
    await connection.close();
  }
}

async function open({ project: folder, state }: PromotionOptions) {
  const project = await loadProject(resolve(folder));
  return {
    environments: Object.keys(project.resolved.environments),
    state: resolve(state ?? `${project.directory}/.shelfcast`),
  };
}

function segmentOf(text: string): { region: string; format: string; velocity: Velocity } {
  const [region = '', format = '', velocity, ...more] = text.split('/');
  const known = velocities.find((one) => one === velocity);
  if (region === '' || format === '' || !known || more.length > 0) {
    throw new UsageError(`"${text}" is no segment; write region/format/velocity, e.g. us-midwest/large/fast`);
  }
  return { region, format, velocity: known };
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
