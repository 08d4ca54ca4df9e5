import { errorKindOf, type Retry } from '../contracts/error-kinds.ts';
import { ChildProcessError, JobError, JobMemoryError, JobStalledError } from '../ports/job-errors.ts';
import { isOutage } from './outage.ts';

/** The further attempts that an error of a job gets; `undefined` for an error that no job and no process of one ended with. */
export function retryOf(error: unknown): Retry | undefined {
  if (error instanceof JobError) {
    const { retry } = errorKindOf(error.errorName);
    return retry !== 'never' && isOutage(error) ? 'while-it-lasts' : retry;
  }
  if (error instanceof ChildProcessError) return error.heapFull ? 'never' : errorKindOf(error.name).retry;
  if (error instanceof JobStalledError || error instanceof JobMemoryError) return errorKindOf(error.name).retry;
  return undefined;
}
