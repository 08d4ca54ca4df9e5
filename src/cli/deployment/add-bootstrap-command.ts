import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import type { bootstrapCommand } from './bootstrap-command.ts';

/** `shelfcast bootstrap`. */
export function addBootstrapCommand(program: Command): void {
  stateCommand(
    program,
    'bootstrap',
    'prepare servers for workers: namespaces, search attributes, Schedules, registry, artifact store; can be run again',
  )
    .option('-e, --env <name>', 'only this environment (default: all)')
    .option('--dry-run', 'only print what would be done')
    .addHelpText(
      'after',
      '\nServers are those that the environment variables name: TEMPORAL_ADDRESS, or a profile of the name of each environment,' +
        '\nSHELFCAST_REGISTRY_URL and SHELFCAST_ARTIFACTS. Exits with 1 if something is left to do, such as a missing permission.',
    )
    .action(async (options: Parameters<typeof bootstrapCommand>[0]) => {
      process.exitCode = await (await import('./bootstrap-command.ts')).bootstrapCommand(options);
    });
}
