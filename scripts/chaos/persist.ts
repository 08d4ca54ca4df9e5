import { setTimeout as sleep } from 'node:timers/promises';
import { refusalTypes } from '../../src/contracts/refusal-types.ts';
import { RequestRefusedError } from '../../src/ports/region-controllers.ts';

const againAfterMs = 200;
const patienceMs = 180_000;

/**
 * Tries until it succeeds, as a sender does whose server is gone for a while. A refusal is an answer: it is thrown, and so is
 * what still fails after three minutes.
 */
export async function persist<Result>(attempt: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (isFinal(error) || Date.now() > deadline || signal?.aborted) throw error;
      await sleep(againAfterMs);
    }
  }
}

/** A refusal that would be the same again. */
function isFinal(error: unknown): boolean {
  return error instanceof RequestRefusedError && error.type !== refusalTypes.unavailable;
}
