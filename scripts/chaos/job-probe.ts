/**
 * Loaded before anything else in every process of the stack (`--import`). In a job's process it writes down what the job is
 * asked, reports and answers, a JSON line each; elsewhere it does nothing. The product knows nothing of it.
 */
import { appendFileSync } from 'node:fs';
import type { JobReply, JobRequest } from '../../src/processes/messages.ts';
import type { ProbeLine } from './job-log.ts';

const file = process.env.SHELFCAST_CHAOS_JOBS;

if (file !== undefined && process.argv[1]?.endsWith('processes/main.ts')) watch(file);

function watch(path: string): void {
  const write = (line: Omit<ProbeLine, 'at' | 'processId'>): void =>
    appendFileSync(path, `${JSON.stringify({ at: Date.now(), processId: process.pid, ...line })}\n`);

  // A listener of its own would open the channel before the job listens, and the request would be lost.
  const emit = process.emit.bind(process) as (name: string, ...args: readonly unknown[]) => boolean;
  process.emit = ((name: string, ...args: readonly unknown[]): boolean => {
    if (name === 'message') {
      const { job, attempt } = args[0] as JobRequest;
      write({ kind: 'asked', job, work: attempt ? `${attempt.work} ${attempt.run}` : '' });
    }
    return emit(name, ...args);
  }) as typeof process.emit;

  const send = process.send?.bind(process) as ((...args: readonly unknown[]) => boolean) | undefined;
  process.send = ((message: JobReply, ...others: readonly unknown[]): boolean => {
    if (message.kind === 'progress') write({ kind: 'progress', progress: message.progress });
    else write({ kind: 'answered' });
    return send?.(message, ...others) ?? false;
  }) as NonNullable<typeof process.send>;
}
