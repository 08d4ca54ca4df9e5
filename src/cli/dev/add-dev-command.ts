import type { Command } from 'commander';
import { defaultProject } from '../default-project.ts';
import { port } from '../port.ts';
import type { devCommand } from './dev-command.ts';

/** `shelfcast dev`. */
export function addDevCommand(program: Command): void {
  program
    .command('dev')
    .description('start the embedded stack, run a cycle of every region and show the progress')
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('-e, --env <name>', 'environment whose cycles are requested; the stack serves all environments', 'dev')
    .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
    .option('--region <name...>', 'only these regions (default: all)')
    .option('--once', 'stop when the cycles have ended; exit code 1 if one failed')
    .option('--json', 'print one JSON object last, on standard output; everything else goes to standard error')
    .option('--temporal-port <n>', "port of Temporal's server (default: 7233 or the next free one)", port)
    .option('--ui-port <n>', "port of Temporal's UI (default: 8233 or the next free one)", port)
    .option('--api-port <n>', 'port of the API and its pages (default: 8080 or the next free one)', port)
    .option('--database-port <n>', 'port of the registry (default: 54320 or the next free one)', port)
    .action(async (options: Parameters<typeof devCommand>[0]) => {
      process.exitCode = await (await import('./dev-command.ts')).devCommand(options);
    });
}
