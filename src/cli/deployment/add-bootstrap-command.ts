import type { Command } from 'commander';
import { defaultProject } from '../default-project.ts';
import type { bootstrapCommand } from './bootstrap-command.ts';

/** `shelfcast bootstrap`. */
export function addBootstrapCommand(program: Command): void {
  program
    .command('bootstrap')
    .description(
      'prepare servers for workers: namespaces, search attributes, Schedules, registry, artifact store; can be run again',
    )
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
    .option('-e, --env <name>', 'only this environment (default: all)')
    .option('--dry-run', 'only print what would be done')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nServers are those that the environment variables name: TEMPORAL_ADDRESS, or a profile of the name of each environment,' +
        '\nSHELFCAST_REGISTRY_URL and SHELFCAST_ARTIFACTS. Exits with 1 if something is left to do, such as a missing permission.',
    )
    .action(async (options: Parameters<typeof bootstrapCommand>[0]) => {
      process.exitCode = await (await import('./bootstrap-command.ts')).bootstrapCommand(options);
    });
}
