import { setTimeout as sleep } from 'node:timers/promises';
import { refusalTypes } from '../../src/contracts/refusal-types.ts';
import { RequestRefusedError } from '../../src/ports/region-controllers.ts';

/** Milliseconds between tries: the first pause, which doubles up to the longest. */
export interface Pauses {
  readonly first: number;
  readonly longest: number;
}

/** Of somebody who measures. */
const short: Pauses = { first: 200, longest: 200 };
const patienceMs = 300_000;

/**
 * Tries until it succeeds, as one does whose server is gone for a while. A refusal is an answer: it is thrown, and so is what still
 * fails after five minutes.
 */
export async function persist<Result>(attempt: () => Promise<Result>, { first, longest } = short): Promise<Result> {
  const deadline = Date.now() + patienceMs;
  for (let pause = first; ; pause = Math.min(2 * pause, longest)) {
    try {
      return await attempt();
    } catch (error) {
      if (isFinal(error) || Date.now() > deadline) throw error;
      await sleep(pause);
    }
  }
}

/** A refusal that would be the same again. */
function isFinal(error: unknown): boolean {
  return error instanceof RequestRefusedError && error.type !== refusalTypes.unavailable;
}
