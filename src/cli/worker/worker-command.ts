import { resolve } from 'node:path';
import { readSettings } from '../../composition/settings.ts';
import { createLog } from '../../workers/log.ts';
import { startWorkers, type QueueName } from '../../workers/start-workers.ts';
import { interruption } from '../interruption.ts';

/** `shelfcast worker`: runs workers in this process until it is asked to stop. Returns the exit code. */
export async function workerCommand(options: {
  readonly project: string;
  readonly queues: readonly QueueName[];
}): Promise<number> {
  // Processes of jobs read it as well.
  process.env.SHELFCAST_PROJECT = resolve(options.project);
  const settings = readSettings();
  const queues = options.queues.join(',');
  const log = createLog(settings.logLevel, `worker ${queues}`);
  const workers = await startWorkers(options.queues, settings, log);
  // Only now: one that still waits for a server has nothing to stop in order.
  void interruption().happened.then(() => {
    log.info('stops: running steps end or leave a checkpoint');
    workers.stop();
  });
  log.info({ queues: options.queues }, 'the worker asks for work');
  await workers.ended;
  log.info('has stopped');
  return 0;
}
