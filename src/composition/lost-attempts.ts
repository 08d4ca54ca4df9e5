import { join } from 'node:path';
import { ActivityNotFoundError, Client, type ConnectionLike } from '@temporalio/client';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { failureTypes } from '../contracts/failures.ts';
import { HeldAttempts, type LostAttempt } from '../state/held-attempts.ts';
import { payloadEncryption } from './encryption/payload-encryption.ts';
import type { WorkerSettings } from './settings.ts';

export type { HeldAttempts } from '../state/held-attempts.ts';

/** A namespace that a worker serves. */
export interface ServedNamespace {
  /** Address of its server. */
  readonly server: string;
  readonly namespace: string;
  readonly connection: ConnectionLike;
}

/** How long a worker that starts spends on one attempt of another; the server finds the rest by their heartbeats. */
const patienceMs = 5000;
/** The step has waited for the next worker already. */
const pause = '100 milliseconds';

/** Where the workers of these settings note the attempts they have taken on. */
export function openHeldAttempts({ staging }: Pick<WorkerSettings, 'staging'>): HeldAttempts {
  return new HeldAttempts(join(staging.directory, 'attempts'));
}

/**
 * Reports to the server that the attempts of killed workers of this machine have failed, so that they are dispatched again at once. One that
 * the server has given to somebody else meanwhile is not touched, since it has another token.
 *
 * @returns how many were given back
 */
export async function returnLostAttempts(held: HeldAttempts, served: readonly ServedNamespace[]): Promise<number> {
  const returned = await Promise.all(
    held.lost().map(async (attempt) => {
      const home = served.find(({ server, namespace }) => server === attempt.server && namespace === attempt.namespace);
      return home !== undefined && (await giveBack(attempt, home));
    }),
  );
  return returned.filter(Boolean).length;
}

async function giveBack(attempt: LostAttempt, { connection, namespace }: ServedNamespace): Promise<boolean> {
  const client = new Client({ connection, namespace, plugins: payloadEncryption() });
  const failure = ApplicationFailure.create({
    message: `the worker of this attempt, process ${attempt.worker.id}, was lost; another attempt continues`,
    type: failureTypes.workerLost,
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: pause,
  });
  const token = Buffer.from(attempt.token, 'base64');
  try {
    await client.withDeadline(Date.now() + patienceMs, () => client.activity.fail(token, failure));
    attempt.forget();
    return true;
  } catch (error) {
    // The server knows it no more: it was answered, or has timed out.
    if (error instanceof ActivityNotFoundError) attempt.forget();
    return false;
  }
}
