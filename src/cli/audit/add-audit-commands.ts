import { InvalidArgumentError, Option, type Command } from 'commander';
import { auditFormats } from '../../app/audit/audit-file.ts';
import { count } from '../count.ts';
import { stateCommand } from '../state-command.ts';
import type { auditHeadCommand, exportAuditCommand, listAuditCommand, verifyAuditCommand } from './audit-commands.ts';

/** `shelfcast audit …`. */
export function addAuditCommands(program: Command): void {
  const audit = program
    .command('audit')
    .description('the audit trail: list who did what and why, verify that nobody changed it, export it');

  stateCommand(audit, 'list', 'the records that meet every condition, the oldest first')
    .option(
      '--entity <name>',
      'only records about this: an environment, region or segment such as prod/us-midwest, or a version',
    )
    .option('--actor <name>', 'only what this person or workflow did')
    .option('--since <date>', 'only from this time on, YYYY-MM-DD or ISO 8601', moment)
    .option('--newest <n>', 'only the newest n records', count)
    .action(async (options: Parameters<typeof listAuditCommand>[0]) => {
      process.exitCode = await (await import('./audit-commands.ts')).listAuditCommand(options);
    });
  stateCommand(
    audit,
    'head',
    'number and hash of the last record: a copy kept elsewhere shows later whether records were removed',
  ).action(async (options: Parameters<typeof auditHeadCommand>[0]) => {
    process.exitCode = await (await import('./audit-commands.ts')).auditHeadCommand(options);
  });
  stateCommand(audit, 'verify', 'recompute every hash and report which record was altered, removed, moved or inserted')
    .option('--head <head>', 'what "audit head" printed earlier, which must still be in the trail')
    .option('--file <file>', 'verify an export instead of the registry')
    .addHelpText('after', '\nExits with 0 if the trail is intact, 1 if it is not.')
    .action(async (options: Parameters<typeof verifyAuditCommand>[0]) => {
      process.exitCode = await (await import('./audit-commands.ts')).verifyAuditCommand(options);
    });
  stateCommand(
    audit,
    'export',
    'write the whole trail with its hashes to a file, which can be verified without the registry',
  )
    .addOption(new Option('--format <name>', 'what to write').choices(auditFormats).default('jsonl'))
    .requiredOption('--to <file>', 'file to write')
    .action(async (options: Parameters<typeof exportAuditCommand>[0]) => {
      process.exitCode = await (await import('./audit-commands.ts')).exportAuditCommand(options);
    });
}

function moment(text: string): string {
  if (Number.isNaN(Date.parse(text))) throw new InvalidArgumentError('a date, YYYY-MM-DD, or a time in ISO 8601');
  return text;
}
