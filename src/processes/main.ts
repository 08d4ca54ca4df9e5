import { on } from 'node:events';
import { openJob } from '../composition/open-job.ts';
import { readSettings } from '../composition/settings.ts';
import { jobs } from '../jobs/index.ts';
import type { JobContext } from '../jobs/job-context.ts';
import type { JobInput, JobName, JobUsage } from '../ports/job-runner.ts';
import { productVersion } from '../composition/product-version.ts';
import { asJobSpan, noteStep } from '../telemetry/traces/job-span.ts';
import { startTracing } from '../telemetry/traces/start-tracing.ts';
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

/** Processor time of this process up to its last answer. */
let countedCpu: NodeJS.CpuUsage | undefined;

/** What has been used since the last answer; since the start of the process by its first job. */
function usage(): JobUsage {
  const { user, system } = process.cpuUsage(countedCpu);
  countedCpu = process.cpuUsage();
  return { processorSeconds: (user + system) / 1e6, peakRssMb: peakRssMb() ?? 0 };
}

/** Answers a request. The project, tables and TensorFlow of a process are loaded by its first one. */
async function serve(request: JobRequest): Promise<void> {
  // Of the job before, whose memory may be in use again by now.
  if (composed) forgetPeakRss();
  try {
    composed ??= openJob(readSettings(), (progress) => {
      noteStep(progress.step);
      void reply({ kind: 'progress', progress });
    });
    const context = { ...(await composed), ...(request.attempt ? { attempt: request.attempt } : {}) };
    if (context.project.jobsVersion !== request.jobsVersion) throw new ProjectChangedError();
    const span = { from: request.trace, version: productVersion() };
    const output = await asJobSpan(request.job, span, () =>
      run(request.job, request.input as JobInput<JobName>, context),
    );
    await reply({ kind: 'result', output, ...usage() });
  } catch (error) {
    const thrown = error instanceof Error ? error : new Error(String(error));
    await reply({
      kind: 'error',
      errorName: thrown.name,
      message: thrown.message,
      facts: factsOf(thrown),
      ...usage(),
    });
  }
}

for await (const [request] of on(process, 'message') as AsyncIterable<[JobRequest]>) {
  await serve(request);
  const flushed = request.trace && startTracing('job', productVersion()).then((tracing) => tracing?.flush(1000));
  if (request.stay) continue;
  await flushed;
  process.exit(0);
}
