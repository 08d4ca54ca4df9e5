import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import type { checkPolicyCommand } from './policy-commands.ts';

/** `shelfcast policy check`. */
export function addPolicyCommands(program: Command): void {
  const policy = program.command('policy').description('whether what scores may be released');
  stateCommand(
    policy,
    'check',
    'find champions and waiting challengers that lack an approval, or cannot be traced to their data: a gate for releases',
  )
    .option('-e, --env <name>', 'only this environment (default: all)')
    .addHelpText('after', '\nExits with 0 if every model may be released, 1 if one may not; each is named.')
    .action(async (options: Parameters<typeof checkPolicyCommand>[0]) => {
      process.exitCode = await (await import('./policy-commands.ts')).checkPolicyCommand(options);
    });
}
