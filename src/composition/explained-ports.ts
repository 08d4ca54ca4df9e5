/** What the methods of ports of environments get first: the name of one, or what is of one. */
type First = string | { readonly environment: string } | { readonly to: string } | undefined;

/** The environment that a call is about. */
function environmentIn(first: First): string | undefined {
  if (typeof first !== 'object') return first;
  return 'to' in first ? first.to : first.environment;
}

/**
 * A port whose methods fail with errors that `explain` makes of theirs; so do the lists that they give one by one.
 *
 * @param explain an error of a call about an environment
 */
export function explainedPort<Port extends object>(
  port: Port,
  explain: (error: unknown, environment: string | undefined) => unknown,
): Port {
  const methods = Object.entries(port).map(([name, method]: [string, (...args: unknown[]) => unknown]) => [
    name,
    (...args: unknown[]) => {
      const explainOne = (error: unknown): unknown => explain(error, environmentIn(args[0] as First));
      try {
        return explainedAnswer(method(...args), explainOne);
      } catch (error) {
        throw explainOne(error);
      }
    },
  ]);
  return Object.fromEntries(methods) as Port;
}

function explainedAnswer(answer: unknown, explain: (error: unknown) => unknown): unknown {
  if (answer instanceof Promise) {
    return answer.catch((error: unknown) => {
      throw explain(error);
    });
  }
  return isAsyncIterable(answer) ? explainedItems(answer, explain) : answer;
}

function isAsyncIterable(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

async function* explainedItems(items: AsyncIterable<unknown>, explain: (error: unknown) => unknown): AsyncGenerator {
  try {
    yield* items;
  } catch (error) {
    throw explain(error);
  }
}
