import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import type { cancelCommand, ledgerCommand, pauseCommand, resumeCommand, statusCommand } from './operate-commands.ts';

const regionOption = ['--region <name...>', 'only these regions (default: all)'] as const;
const reasonOption = ['--reason <text>', 'why; kept in the ledger and shown to others'] as const;

/** Commands that look at the controllers of regions and steer them: `shelfcast status`, `ledger`, `pause`, `resume` and `cancel`. */
export function addOperateCommands(program: Command): void {
  const add = (name: string, description: string): Command =>
    stateCommand(program, name, description).option('-e, --env <name>', 'environment', 'dev');

  add('status', 'show what every region is doing, what it waits for, and how its last cycle ended')
    .option(...regionOption)
    .action(async (options: Parameters<typeof statusCommand>[0]) => {
      process.exitCode = await (await import('./operate-commands.ts')).statusCommand(options);
    });
  add('ledger', 'the triggers of a region: waiting, running, and how the latest ones ended')
    .argument('<region>')
    .action(async (region: string, options: Parameters<typeof ledgerCommand>[1]) => {
      process.exitCode = await (await import('./operate-commands.ts')).ledgerCommand(region, options);
    });
  add('pause', 'hold back new cycles; a running cycle continues, triggers are kept')
    .option(...regionOption)
    .requiredOption(...reasonOption)
    .action(async (options: Parameters<typeof pauseCommand>[0]) => {
      process.exitCode = await (await import('./operate-commands.ts')).pauseCommand(options);
    });
  add('resume', 'run what has been waiting since the pause')
    .option(...regionOption)
    .action(async (options: Parameters<typeof resumeCommand>[0]) => {
      process.exitCode = await (await import('./operate-commands.ts')).resumeCommand(options);
    });
  add('cancel', 'cancel the running cycle of a region; its triggers end with it')
    .argument('<region>')
    .requiredOption(...reasonOption)
    .action(async (region: string, options: Parameters<typeof cancelCommand>[1]) => {
      process.exitCode = await (await import('./operate-commands.ts')).cancelCommand(region, options);
    });
}
