import type { Command } from 'commander';

/** `shelfcast init`. */
export function addInitCommand(program: Command): void {
  program
    .command('init')
    .description('make a project with sample data in a new folder')
    .argument('<folder>', 'the folder; it must be new or empty')
    .action(async (folder: string) => {
      process.exitCode = await (await import('./init-command.ts')).initCommand(folder);
    });
}
