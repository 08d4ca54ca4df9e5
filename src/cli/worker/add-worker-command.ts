import { InvalidArgumentError, Option, type Command } from 'commander';
import { taskQueues } from '../../contracts/task-queues.ts';
import { defaultProject } from '../default-project.ts';
import { failWith } from '../fail-with.ts';

type QueueName = keyof typeof taskQueues;

const queueNames = Object.keys(taskQueues) as readonly QueueName[];

/** `shelfcast worker`. */
export function addWorkerCommand(program: Command): void {
  program
    .command('worker')
    .description('run the workers of one or more task queues until they are asked to stop')
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .addOption(
      new Option('--queues <names>', `task queues, separated by commas, of ${queueNames.join(', ')}`)
        .argParser(queuesOf)
        .default(queueNames, 'all'),
    )
    .addHelpText(
      'after',
      '\nServers, artifacts and limits are those that environment variables name; see docs/setup.md. SIGTERM, or Ctrl-C, stops it in' +
        '\norder: jobs that cannot end in time leave a checkpoint, and another worker continues them.',
    )
    .action(async (options: { readonly project: string; readonly queues: readonly QueueName[] }) => {
      try {
        process.exitCode = await (await import('./worker-command.ts')).workerCommand(options);
      } catch (error) {
        failWith(error);
      }
      // What a worker has opened would keep the process: connections, processes that wait for their next job.
      process.exit();
    });
}

function queuesOf(text: string): readonly QueueName[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !(queueNames as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`"${unknown}" is none of ${queueNames.join(', ')}`);
  }
  return [...new Set(names)] as readonly QueueName[];
}
