import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { App } from '../../app/app.ts';
import { perform } from '../../app/operation.ts';
import type { OperationName } from '../../app/operations.ts';
import { ApiError } from '../api-error.ts';
import { operationNamed } from '../operation-schemas.ts';

/** The ETag of an answer, in quotes. */
export function tagOf(answer: string): string {
  return `"${createHash('sha1').update(answer).digest('base64url')}"`;
}

/**
 * Whether what a command is about is as its sender saw it, where they send `If-Match`. Throws `ApiError` where it has changed, and what the operation that
 * shows it throws.
 *
 * @param shown the operation whose ETag they name, with the same parameters
 */
export async function checkIfMatch(
  shown: OperationName,
  app: App,
  parameters: object,
  { headers }: Pick<FastifyRequest, 'headers'>,
): Promise<void> {
  const wanted = headers['if-match'];
  if (wanted === undefined || wanted.trim() === '*') return;
  const tag = tagOf(JSON.stringify(await perform(operationNamed(shown), app, parameters)));
  // Strong comparison: a weak tag never matches.
  if (wanted.split(',').some((one) => one.trim() === tag)) return;
  throw new ApiError(
    'changed-since',
    `this has changed since you looked; it is ${tag} now: look at it again, then decide`,
  );
}
