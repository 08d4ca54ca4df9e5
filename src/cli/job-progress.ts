import { createLogUpdate } from 'log-update';
import colors from 'picocolors';
import type { JobProgress } from '../ports/job-runner.ts';

/** Shows what the jobs of a command are doing. */
export interface JobsView {
  /** What a job, known by its name, is doing now. */
  show(job: string, progress: JobProgress): void;
  /** A job has ended; the text says how. */
  end(job: string, text: string): void;
  /** Removes what is shown of running jobs. */
  close(): void;
}

type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Lines of ended jobs, and on a terminal the running ones below them. Goes to standard error: standard output is the result's. */
export function createJobsView(output: Output = process.stderr): JobsView {
  const running = new Map<string, string>();
  const update = output.isTTY ? createLogUpdate(output) : undefined;
  const draw = (): void =>
    update?.([...running].map(([job, doing]) => `${colors.cyan('●')} ${job}  ${colors.dim(doing)}`).join('\n'));
  return {
    show(job, { step, epoch, epochs }) {
      const doing =
        epoch === undefined ? step : `${step}, epoch ${epoch}${epochs === undefined ? '' : ` of ${epochs}`}`;
      running.set(job, doing);
      draw();
    },
    end(job, text) {
      running.delete(job);
      update?.clear();
      output.write(`${job}: ${text}\n`);
      draw();
    },
    close() {
      running.clear();
      update?.clear();
    },
  };
}
