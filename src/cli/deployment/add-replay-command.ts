import type { Command } from 'commander';
import { defaultProject } from '../default-project.ts';
import type { replayCommand } from './replay-command.ts';

/** `shelfcast replay`. */
export function addReplayCommand(program: Command): void {
  program
    .command('replay')
    .description('check that this build continues the workflows of an environment as they ran; run it before a release')
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
    .option('-e, --env <name>', 'environment', 'dev')
    .option('--since <age>', 'runs that began since then, as 12h, 30d or 4w, and all that still run', '30d')
    .option('--most <runs>', 'runs of each type of workflow at most, the newest', '50')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nHistories are downloaded and replayed; no workflow and no activity runs. Exits with 1 if a run diverges that this build' +
        '\nwould continue, and names each; also if there was nothing to replay.',
    )
    .action(async (options: Parameters<typeof replayCommand>[0]) => {
      process.exitCode = await (await import('./replay-command.ts')).replayCommand(options);
    });
}
