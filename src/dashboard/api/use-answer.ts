import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OfferedName } from '../../api/route-table.ts';
import type { AnswerOf, InputOf } from '../../app/operations.ts';
import { ask, askTagged } from './ask.ts';
import { Problem } from './problem.ts';

interface Options {
  /** Default true. */
  readonly enabled?: boolean;
  /** Milliseconds from one question to the next. Default: only when a person comes back to the page. */
  readonly everyMs?: number | false;
  /** Whether the answer to other filters stays until the new one is there. Default false. */
  readonly keepsOld?: boolean;
  /** Whether the answer stays as it is, so that coming back to the page does not ask again. Default false. */
  readonly lasts?: boolean;
}

const hourMs = 3_600_000;
/** Begins the keys of answers with a tag. */
const tagged = 'tagged';

/** What an operation answers, kept in step with the server. */
export function useAnswer<Name extends OfferedName>(name: Name, input: InputOf<Name>, options: Options = {}) {
  const { enabled = true, everyMs = false, keepsOld = false, lasts = false } = options;
  return useQuery({
    queryKey: keyOf(name, input),
    queryFn: ({ signal }) => ask(name, input, { signal }),
    enabled,
    refetchInterval: everyMs,
    retry: (failures, error) => failures < 2 && error instanceof Problem && error.mayPass,
    ...(lasts ? { staleTime: hourMs } : {}),
    ...(keepsOld ? { placeholderData: keepPreviousData } : {}),
  });
}

/** What an operation answers when this is first shown, and again where a command has failed, with the tag for a command about it. */
export function useTaggedAnswer<Name extends OfferedName>(name: Name, input: InputOf<Name>) {
  return useQuery({
    queryKey: [tagged, ...keyOf(name, input)],
    queryFn: ({ signal }) => askTagged(name, input, { signal }),
    retry: false,
    // What a person decides on must not change under them: a command finds out whether it has.
    staleTime: hourMs,
    gcTime: 0,
  });
}

/**
 * Does something on the server; afterwards every page asks again.
 *
 * @param ifMatch the tag of what was seen of it; where that has changed, the server refuses
 */
export function useCommand<Name extends OfferedName>(name: Name, ifMatch?: string) {
  const queries = useQueryClient();
  return useMutation<AnswerOf<Name>, Error, InputOf<Name>>({
    mutationFn: (input) => ask(name, input, { ifMatch }),
    // Not waited for: what happened is shown before the pages have asked again. What was decided on is no longer there to be asked for.
    onSettled: (_, error) =>
      void queries.invalidateQueries({ predicate: ({ queryKey }) => error !== null || queryKey[0] !== tagged }),
  });
}

/** Under which key the answer of an operation is kept. */
export function keyOf<Name extends OfferedName>(name: Name, input: InputOf<Name>): readonly [Name, InputOf<Name>] {
  return [name, input];
}
