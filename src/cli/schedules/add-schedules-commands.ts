import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import type { listSchedulesCommand, syncSchedulesCommand } from './schedules-commands.ts';

/** `shelfcast schedules …`. */
export function addSchedulesCommands(program: Command): void {
  const schedules = program
    .command('schedules')
    .description('schedules: which cycles start automatically, and when')
    .addHelpText(
      'after',
      '\nUses the stack that runs on the state folder, or the server that TEMPORAL_ADDRESS, TEMPORAL_PROFILE or TEMPORAL_CONFIG_FILE names.',
    );
  const add = (name: string, description: string): Command =>
    stateCommand(schedules, name, description).option('-e, --env <name>', 'only this environment (default: all)');

  add('sync', 'make the Schedules on the server match the project; a pause is kept')
    .option('--dry-run', 'only print what would be done')
    .action(async (options: Parameters<typeof syncSchedulesCommand>[0]) => {
      process.exitCode = await (await import('./schedules-commands.ts')).syncSchedulesCommand(options);
    });
  add('list', 'list the Schedules and their next runs').action(
    async (options: Parameters<typeof listSchedulesCommand>[0]) => {
      process.exitCode = await (await import('./schedules-commands.ts')).listSchedulesCommand(options);
    },
  );
}
