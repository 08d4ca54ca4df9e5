import { setTimeout as sleep } from 'node:timers/promises';
import { isOutage } from '../activities/outage.ts';
import { factsOf } from '../processes/error-facts.ts';

const lookEveryMs = 200;
/** What takes longer is left to what keeps the worker running, which sees it end and has its log. */
const patienceMs = 60_000;

/**
 * Does what needs a server that may be starting too, again until it succeeds: a worker that ended instead would have to be started
 * again, which takes longer than most servers are away. Throws at once what waiting does not help.
 *
 * @param onWait called with the first error that is waited for
 */
export async function waitUntilThere<Result>(
  attempt: () => Promise<Result>,
  onWait: (error: Error) => void,
): Promise<Result> {
  const deadline = Date.now() + patienceMs;
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Error) || !isAway(error) || Date.now() > deadline) throw error;
      if (tries === 0) onWait(error);
      await sleep(lookEveryMs);
    }
  }
}

function isAway(error: Error): boolean {
  const { name, message } = error;
  // The SDK's own class of a connection that failed is not public; the other one names the environment.
  return (
    name === 'TransportError' ||
    name === 'TemporalUnreachableError' ||
    isOutage({ errorName: name, message, facts: factsOf(error) })
  );
}
