import type { Command } from 'commander';
import { count } from '../count.ts';
import { stateCommand } from '../state-command.ts';
import type {
  exportQuarantineCommand,
  listQuarantineCommand,
  reingestCommand,
  showQuarantineCommand,
} from './quarantine-commands.ts';

const ofRegion = [
  '--region <name>',
  "only rows that a region's newest dataset version set aside: those with unknown stores or items",
] as const;

/** `shelfcast quarantine …`. */
export function addQuarantineCommands(program: Command): void {
  const quarantine = program
    .command('quarantine')
    .description('rows of landing files that were set aside: look at them, correct them, bring them back');

  const filtered = (name: string, description: string): Command =>
    stateCommand(quarantine, name, description)
      .option('--reason <reason>', 'only rows set aside for this reason, e.g. unparsable-value')
      .option('--file <part>', 'only files whose path contains this');

  filtered('list', 'how many, by source, file and reason')
    .option(...ofRegion)
    .option('--source <name>', 'only this source (default: all)')
    .action(async (options: Parameters<typeof listQuarantineCommand>[0]) => {
      process.exitCode = await (await import('./quarantine-commands.ts')).listQuarantineCommand(options);
    });
  filtered('show', 'the rows, with line, column and what is wrong')
    .option(...ofRegion)
    .option('--source <name>', 'only this source (default: all)')
    .option('--limit <n>', 'at most n rows (default: 200)', count)
    .option('--page <token>', 'the page after the one that named it')
    .action(async (options: Parameters<typeof showQuarantineCommand>[0]) => {
      process.exitCode = await (await import('./quarantine-commands.ts')).showQuarantineCommand(options);
    });
  filtered('export', 'write the rows as they stood, under their header, to a file to correct')
    .requiredOption('--source <name>', 'source')
    .requiredOption('--to <file>', 'file to write; it must not exist yet')
    .action(async (options: Parameters<typeof exportQuarantineCommand>[0]) => {
      process.exitCode = await (await import('./quarantine-commands.ts')).exportQuarantineCommand(options);
    });
  stateCommand(quarantine, 'reingest', 'land corrected rows as a correction of the files of their source')
    .requiredOption('--source <name>', 'source')
    .requiredOption('--file <file>', "the corrected rows, in the source's raw form with its header")
    .option('--reason <text>', 'why, for the audit trail')
    .addHelpText('after', '\nExits with 1 if a row is still bad; then nothing is landed.')
    .action(async (options: Parameters<typeof reingestCommand>[0]) => {
      process.exitCode = await (await import('./quarantine-commands.ts')).reingestCommand(options);
    });
}
