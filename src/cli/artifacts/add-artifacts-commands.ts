import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import type { copyArtifactsCommand, verifyArtifactsCommand } from './artifacts-commands.ts';

/** `shelfcast artifacts …`. */
export function addArtifactsCommands(program: Command): void {
  const artifacts = program
    .command('artifacts')
    .description('the artifact store: copy it to another place, check that it has what the registry refers to');

  stateCommand(artifacts, 'copy', 'copy what another place lacks into it, as a backup; deletes nothing there')
    .requiredOption('--to <location>', 'a folder, s3://…, azblob://… or gs://…')
    .addHelpText(
      'after',
      '\nCan run while the product works, and can be stopped at any time: the next run continues. To restore, set\n' +
        'SHELFCAST_ARTIFACTS to the copy and copy it to the new place.',
    )
    .action(async (options: Parameters<typeof copyArtifactsCommand>[0]) => {
      process.exitCode = await (await import('./artifacts-commands.ts')).copyArtifactsCommand(options);
    });
  stateCommand(artifacts, 'verify', 'check that the artifact store has everything the registry refers to')
    .option('--read', 'read each artifact and compare it with its hash')
    .addHelpText('after', '\nExits with 1 if something is missing or damaged.')
    .action(async (options: Parameters<typeof verifyArtifactsCommand>[0]) => {
      process.exitCode = await (await import('./artifacts-commands.ts')).verifyArtifactsCommand(options);
    });
}
