import type { Command } from 'commander';

/** `shelfcast setup` and `shelfcast doctor`. */
export function addSetupCommands(program: Command): void {
  program
    .command('setup')
    .description('provide the native parts that are missing: TensorFlow, Temporal; "shelfcast dev" does so too')
    .option('--jobs', 'only what workers need on servers of your own')
    .action(async ({ jobs }: { readonly jobs?: boolean }) => {
      process.exitCode = await (await import('./setup-command.ts')).setupCommand(jobs ? ['--for=jobs'] : []);
    });
  program
    .command('doctor')
    .description('show what is installed, where, and how to get what is missing')
    .option('--json', 'print JSON')
    .action(async ({ json }: { readonly json?: boolean }) => {
      process.exitCode = await (
        await import('./setup-command.ts')
      ).setupCommand(['--doctor', ...(json ? ['--json'] : [])]);
    });
}
