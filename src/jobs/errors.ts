import type { JobAttempt } from '../ports/job-runner.ts';

/** A later attempt at the same work has taken over; what this one still writes could overwrite what that one wrote. */
export class AttemptFencedError extends Error {
  override readonly name = 'AttemptFencedError';
  readonly pointer: string;
  readonly attempt: number;
  readonly successor: number;

  constructor(facts: { pointer: string; own: JobAttempt; holder: JobAttempt }) {
    super(
      `attempt ${facts.own.number} at ${facts.own.work} has been taken over by attempt ${facts.holder.number} and no longer writes (${facts.pointer}); no action is needed, the later attempt continues`,
    );
    this.pointer = facts.pointer;
    this.attempt = facts.own.number;
    this.successor = facts.holder.number;
  }
}

/** The segment of a registered model is not cut as it was when the model was trained, or is not there any more. */
export class SegmentChangedError extends Error {
  override readonly name = 'SegmentChangedError';
  readonly version: string;
  readonly segment: string;
  readonly data: 'training' | 'newest';

  constructor(facts: { version: string; segment: string; data: 'training' | 'newest' }) {
    const { version, segment, data } = facts;
    super(
      data === 'training'
        ? `${version} was trained on other items than ${segment} has by the project's settings now (velocity, formats); train the segment again under these settings`
        : `the newest data of the region have no segment ${segment}, so ${version} has nothing to score there`,
    );
    this.version = version;
    this.segment = segment;
    this.data = data;
  }
}
