import type { JobAttempt, JobName, JobProgress, JobUsage } from '../ports/job-runner.ts';

/** What the parent sends its child: once, or again after each answer where it stays. */
export interface JobRequest {
  readonly job: JobName;
  readonly input: unknown;
  /** The project's code as the worker has it; a job must not mix it with a newer one. */
  readonly jobsVersion: string;
  readonly attempt?: JobAttempt;
  /** Whether the process is kept for another job after this one. */
  readonly stay?: boolean;
  /** Where the job belongs in a trace, in the headers of W3C Trace Context. */
  readonly trace?: Readonly<Record<string, string>>;
}

/** What the child sends its parent: progress as often as it likes, then one answer a request. */
export type JobReply =
  | { readonly kind: 'progress'; readonly progress: JobProgress }
  | ({ readonly kind: 'result'; readonly output: unknown } & JobUsage)
  | ({
      readonly kind: 'error';
      readonly errorName: string;
      readonly message: string;
      readonly facts: Readonly<Record<string, unknown>>;
    } & JobUsage);
