import type { Command } from 'commander';
import { count } from '../count.ts';
import { stateCommand } from '../state-command.ts';
import type { replayCommand } from './replay-command.ts';

/** `shelfcast replay`. */
export function addReplayCommand(program: Command): void {
  stateCommand(
    program,
    'replay',
    'check that this build continues the workflows of an environment as they ran; run it before a release',
  )
    .option('-e, --env <name>', 'environment', 'dev')
    .option('--since <age>', 'runs that began since then, as 12h, 30d or 4w, and all that still run', '30d')
    .option('--most <runs>', 'runs of each type of workflow at most, the newest', count, 50)
    .addHelpText(
      'after',
      '\nHistories are downloaded and replayed; no workflow and no activity runs. Exits with 1 if a run diverges that this build' +
        '\nwould continue, and names each; also if there was nothing to replay.',
    )
    .action(async (options: Parameters<typeof replayCommand>[0]) => {
      process.exitCode = await (await import('./replay-command.ts')).replayCommand(options);
    });
}
