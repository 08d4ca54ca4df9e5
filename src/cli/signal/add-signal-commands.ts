import type { Command } from 'commander';
import { defaultProject } from '../default-project.ts';
import type { dataChangedCommand } from './data-changed-command.ts';

/** `shelfcast signal …`. */
export function addSignalCommands(program: Command): void {
  program
    .command('signal')
    .description('notify the controllers of regions')
    .command('data-changed')
    .description('files have arrived or changed: a cycle starts after a while without more changes')
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
    .option('-e, --env <name>', 'environment', 'dev')
    .option('--region <name...>', 'only these regions (default: all)')
    .option('--id <text>', 'a name for the change; sent twice, it counts once (default: a new one)')
    .option('--reason <text>', 'why, for the ledger')
    .option('--json', 'print JSON')
    .action(async (options: Parameters<typeof dataChangedCommand>[0]) => {
      process.exitCode = await (await import('./data-changed-command.ts')).dataChangedCommand(options);
    });
}
