import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import type { dataChangedCommand } from './data-changed-command.ts';

/** `shelfcast signal …`. */
export function addSignalCommands(program: Command): void {
  const signal = program.command('signal').description('notify the controllers of regions');
  stateCommand(
    signal,
    'data-changed',
    'files have arrived or changed: a cycle starts after a while without more changes',
  )
    .option('-e, --env <name>', 'environment', 'dev')
    .option('--region <name...>', 'only these regions (default: all)')
    .option('--id <text>', 'a name for the change; sent twice, it counts once (default: a new one)')
    .option('--reason <text>', 'why, for the ledger')
    .action(async (options: Parameters<typeof dataChangedCommand>[0]) => {
      process.exitCode = await (await import('./data-changed-command.ts')).dataChangedCommand(options);
    });
}
