import type { OfferedName } from '../../api/route-table.ts';
import type { AnswerOf, InputOf } from '../../app/operations.ts';
import { requestOf } from './request-of.ts';
import { send } from './send.ts';

interface Options {
  /** Ends the request. */
  readonly signal?: AbortSignal;
  /** The tag that what this is about has to have still; where it has another, the server refuses with `changed-since`. */
  readonly ifMatch?: string | undefined;
}

/** An answer with the tag by which a command can say what its sender saw. */
export interface Tagged<Answer> {
  readonly answer: Answer;
  readonly tag: string | undefined;
}

/** Asks the server for an operation. Throws `Problem` where it is not done, or the server cannot be reached. */
export async function ask<Name extends OfferedName>(
  name: Name,
  input: InputOf<Name>,
  options: Options = {},
): Promise<AnswerOf<Name>> {
  return (await askTagged(name, input, options)).answer;
}

/** The same, with the tag of the answer. */
export async function askTagged<Name extends OfferedName>(
  name: Name,
  input: InputOf<Name>,
  { signal, ifMatch }: Options = {},
): Promise<Tagged<AnswerOf<Name>>> {
  const { method, url, body } = requestOf(name, input as object);
  const response = await send(url, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(body === undefined ? {} : { body }),
    ...(signal ? { signal } : {}),
  });
  // A proxy that compresses makes a tag weak; it names the same content.
  const tag = response.headers.get('etag')?.replace(/^W\//, '');
  return { answer: (await response.json()) as AnswerOf<Name>, tag };
}

/** Address of a file that an operation sends, for a link. */
export function fileAddress<Name extends OfferedName>(name: Name, input: InputOf<Name>): string {
  return requestOf(name, input as object).url;
}
