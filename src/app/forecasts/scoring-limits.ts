import type { JobInput, JobOutput } from '../../ports/job-runner.ts';
import type { App } from '../app.ts';
import { refusal } from '../refusal.ts';

/** Rows, a series and week each, of one request for scoring. */
const mostScoredRows = 2000;

/** How long one request for scoring may take; a process that takes longer is ended. */
const mostSeconds = 30;

type ScoringJob = 'what-if' | 'score-rows';

/** Throws `Refusal` where a request asks for more than one answer holds. */
export function checkScoredRows(rows: number): void {
  if (rows > mostScoredRows) throw refusal('too-many-rows', { rows, most: mostScoredRows });
}

/** Scores in a process that has loaded the model before, where there is one. Throws `Refusal` where it takes too long. */
export async function scoreInTime<Name extends ScoringJob>(
  app: App,
  job: Name,
  input: JobInput<Name>,
): Promise<JobOutput<Name>> {
  const end = AbortSignal.timeout(mostSeconds * 1000);
  try {
    return await app.withWarmJobs((jobs) => jobs.run(input.model.version, job, input, end));
  } catch (cause) {
    if (end.aborted) throw refusal('took-too-long', { seconds: mostSeconds }, { cause });
    throw cause;
  }
}
