import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readSettings } from '../composition/settings.ts';
import { taskQueues } from '../contracts/task-queues.ts';
import { onStopRequest, tellParent } from '../processes/parent-messages.ts';
import { createLog } from './log.ts';
import { startWorkers, type QueueName } from './start-workers.ts';

const queueNames = Object.keys(taskQueues) as QueueName[];

/** Process of one or more workers: `worker-main.ts --queues orchestration,data,training,scoring`. */
const { values } = parseArgs({
  options: { queues: { type: 'string', default: queueNames.join(',') } },
});
const settings = readSettings();
const log = createLog(settings.logLevel, `worker ${values.queues}`);

try {
  const queues = z.array(z.enum(queueNames)).min(1).parse(values.queues.split(','));
  const workers = await startWorkers(queues, settings, log);
  onStopRequest(() => workers.stop());
  tellParent({ kind: 'ready' });
  await workers.ended;
  process.exit(0);
} catch (error) {
  log.fatal({ err: error }, 'the worker cannot continue');
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  tellParent({ kind: 'failed', errorName: name, message });
  process.exit(1);
}
