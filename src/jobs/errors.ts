import type { JobAttempt } from '../ports/job-runner.ts';

/** A later attempt at the same work has taken over; what this one still writes could overwrite what that one wrote. */
export class AttemptFencedError extends Error {
  override readonly name = 'AttemptFencedError';
  readonly pointer: string;
  readonly attempt: number;
  readonly successor: number;

  constructor(facts: { pointer: string; own: JobAttempt; holder: JobAttempt }) {
    super(
      `attempt ${facts.own.number} at ${facts.own.work} has been taken over by attempt ${facts.holder.number} and writes no more (${facts.pointer}); nothing is to be done, the later attempt goes on`,
    );
    this.pointer = facts.pointer;
    this.attempt = facts.own.number;
    this.successor = facts.holder.number;
  }
}
