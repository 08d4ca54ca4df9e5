import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** Milliseconds between an answer, or a refusal, and the next question. */
  readonly everyMs: number;
  /** Questions in a row without an answer. At least 1. */
  readonly questions: number;
}

/**
 * Asks for as long as answers come, and returns when `questions` of them in a row had none. `ask` rejects where no answer came; it has its own
 * deadline.
 */
export async function unanswered(ask: () => Promise<unknown>, { everyMs, questions }: Patience): Promise<void> {
  for (let missed = 0; missed < questions;) {
    await pause(everyMs);
    missed = await ask().then(
      () => 0,
      () => missed + 1,
    );
  }
}
