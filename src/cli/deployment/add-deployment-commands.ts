import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import type { setCurrentCommand, showDeploymentCommand } from './deployment-command.ts';

/** `shelfcast deployment …`. */
export function addDeploymentCommands(program: Command): void {
  const deployment = program
    .command('deployment')
    .description(
      'which build of the workflows runs what, on the server that TEMPORAL_ADDRESS names or on the running stack',
    );
  const add = (name: string, description: string): Command =>
    stateCommand(deployment, name, description).option('-e, --env <name>', 'environment', 'dev');

  add('show', 'list the builds of an environment, and how many running workflows are pinned to each').action(
    async (options: Parameters<typeof showDeploymentCommand>[0]) => {
      process.exitCode = await (await import('./deployment-command.ts')).showDeploymentCommand(options);
    },
  );
  add('set-current', 'start new workflows on a build, whose worker must be running, and retrain models of other code')
    .argument(
      '[build]',
      'a build id, or "unversioned" (default: the build of this checkout or of SHELFCAST_WORKFLOW_BUNDLE)',
    )
    .option('--no-retrain', 'ask no region to retrain')
    .action(async (build: string | undefined, options: Parameters<typeof setCurrentCommand>[1]) => {
      process.exitCode = await (await import('./deployment-command.ts')).setCurrentCommand(build, options);
    });
}
