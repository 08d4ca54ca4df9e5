import type { OfferedName } from '../../api/route-table.ts';
import type { AnswerOf, InputOf } from '../../app/operations.ts';
import { requestOf } from './request-of.ts';
import { send } from './send.ts';

/** Asks the server for an operation. Throws `Problem` where it is not done, or the server cannot be reached. */
export async function ask<Name extends OfferedName>(
  name: Name,
  input: InputOf<Name>,
  signal?: AbortSignal,
): Promise<AnswerOf<Name>> {
  const { method, url, body } = requestOf(name, input as object);
  const response = await send(url, {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body }),
    ...(signal ? { signal } : {}),
  });
  return (await response.json()) as AnswerOf<Name>;
}

/** Address of a file that an operation sends, for a link. */
export function fileAddress<Name extends OfferedName>(name: Name, input: InputOf<Name>): string {
  return requestOf(name, input as object).url;
}
