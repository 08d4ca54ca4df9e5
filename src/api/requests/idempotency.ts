import { createHash } from 'node:crypto';
import type { KeptAnswer, KeptAnswers } from '../../ports/kept-answers.ts';
import { ApiError } from '../api-error.ts';

/** A command as it was sent. */
export interface SentCommand {
  readonly actor: string;
  /** `POST /environments/{environment}/cycles` */
  readonly route: string;
  readonly input: object;
  /** `Idempotency-Key` */
  readonly key: string;
  /** Whether its answer has a secret, which is not kept. */
  readonly answersOnce: boolean;
}

/**
 * Does a command once, however often it is sent with the same key. Throws `ApiError` where the key came with another command, or the first one is
 * still being done, and what the command throws; one that was not done may be sent again.
 */
export async function doneOnce(
  { actor, route, input, key, answersOnce }: SentCommand,
  withAnswers: <Result>(use: (answers: KeptAnswers) => Promise<Result>) => Promise<Result>,
  act: () => Promise<{ readonly status: number; readonly body: string }>,
): Promise<{ readonly status: number; readonly body: string; readonly isAgain: boolean }> {
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new ApiError('idempotency-key-malformed', 'Idempotency-Key must be 1 to 200 characters without spaces');
  }
  const id = hashOf(JSON.stringify([actor, key]));
  const begun = await withAnswers((answers) => answers.beginCommand(id, hashOf(`${route} ${ordered(input)}`)));
  switch (begun.state) {
    case 'other':
      throw new ApiError(
        'idempotency-key-reused',
        'this Idempotency-Key came with another request before; use a new one',
      );
    case 'running':
      throw new ApiError(
        'idempotency-key-busy',
        'the request with this Idempotency-Key is still being done; try again',
      );
    case 'done':
      return { ...bodyOf(begun.answer), isAgain: true };
    case 'new':
      break;
  }
  try {
    const { status, body } = await act();
    await withAnswers((answers) => answers.keepAnswer(id, { status, ...(answersOnce ? {} : { body }) }));
    return { status, body, isAgain: false };
  } catch (error) {
    await withAnswers((answers) => answers.forgetCommand(id)).catch(() => undefined);
    throw error;
  }
}

function bodyOf({ status, body }: KeptAnswer): { readonly status: number; readonly body: string } {
  if (body !== undefined) return { status, body };
  throw new ApiError('answered-once', 'this was done; its answer has a secret, and was given once');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** JSON with the names of every object in order. */
function ordered(value: unknown): string {
  return JSON.stringify(value, (_name, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
