import { on } from 'node:events';
import { openJob } from '../composition/open-job.ts';
import { readSettings } from '../composition/settings.ts';
import { jobs } from '../jobs/index.ts';
import type { JobContext } from '../jobs/job-context.ts';
import type { JobInput, JobName } from '../ports/job-runner.ts';
import { factsOf } from './error-facts.ts';
import type { JobReply, JobRequest } from './messages.ts';
import { forgetPeakRss, peakRssMb } from './peak-memory.ts';
import { removeOwnScratch } from './scratch-folder.ts';

/** Process of a job: takes a request over IPC, reports progress, answers once and ends, or takes another where it is to stay. */

// A parent that is gone can't use the answer, and a later attempt may be at work already. Not by exit(), which waits for the
// table engine's thread, which may wait for rows from this one.
process.on('disconnect', () => {
  removeOwnScratch();
  process.kill(process.pid, 'SIGKILL');
});

function reply(message: JobReply): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, undefined, {}, (error) => (error ? reject(error) : resolve()));
  });
}

function run<Name extends JobName>(name: Name, input: JobInput<Name>, context: JobContext): Promise<unknown> {
  return jobs[name](input, context);
}

/** The project's code is no longer what the worker runs with: results of both would be mixed in one cycle. */
class ProjectChangedError extends Error {
  override readonly name = 'ProjectChangedError';

  constructor() {
    super("the project's code has changed since this worker started; restart the worker, and the cycle continues");
  }
}

let composed: Promise<JobContext> | undefined;

/** Answers a request. The project, tables and TensorFlow of a process are loaded by its first one. */
async function serve(request: JobRequest): Promise<void> {
  // Of the job before, whose memory may be in use again by now.
  if (composed) forgetPeakRss();
  try {
    composed ??= openJob(readSettings(), (progress) => void reply({ kind: 'progress', progress }));
    const context = { ...(await composed), ...(request.attempt ? { attempt: request.attempt } : {}) };
    if (context.project.jobsVersion !== request.jobsVersion) throw new ProjectChangedError();
    const output = await run(request.job, request.input as JobInput<JobName>, context);
    await reply({ kind: 'result', output, peakRssMb: peakRssMb() ?? 0 });
  } catch (error) {
    const thrown = error instanceof Error ? error : new Error(String(error));
    await reply({
      kind: 'error',
      errorName: thrown.name,
      message: thrown.message,
      facts: factsOf(thrown),
      peakRssMb: peakRssMb() ?? 0,
    });
  }
}

for await (const [request] of on(process, 'message') as AsyncIterable<[JobRequest]>) {
  await serve(request);
  if (!request.stay) process.exit(0);
}
