import { resolve } from 'node:path';
import { auditHead } from '../../app/audit/audit-head.ts';
import { listAudit } from '../../app/audit/list-audit.ts';
import { verifyAudit } from '../../app/audit/verify-audit.ts';
import type { AuditHead, AuditQuery } from '../../ports/audit-trail.ts';
import { verifyAudit as verifyTrail } from '../../registry/audit-verification.ts';
import { auditText, headText, verificationText } from '../../reports/audit/audit-text.ts';
import { openProject } from '../models/open-models.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';
import { UsageError } from '../usage.ts';
import { withRegistry } from '../with-registry.ts';
import { readAuditFile, writeAuditFile, type AuditFormat } from './audit-file.ts';

/** `shelfcast audit list`. Returns the exit code. */
export function listAuditCommand(options: AppOptions & AuditQuery): Promise<number> {
  const { entity, actor, since, newest } = options;
  const query = {
    ...(entity === undefined ? {} : { entity }),
    ...(actor === undefined ? {} : { actor }),
    ...(since === undefined ? {} : { since }),
    ...(newest === undefined ? {} : { newest }),
  };
  return runOperation(listAudit, options, query, { text: auditText });
}

/** `shelfcast audit head`: what to remember elsewhere. Returns the exit code. */
export function auditHeadCommand(options: AppOptions): Promise<number> {
  return runOperation(auditHead, options, {}, { text: (head) => headText(head ?? undefined) });
}

/** `shelfcast audit verify`. Returns the exit code: 0 where the trail is whole, 1 where it is not. */
export async function verifyAuditCommand(
  options: AppOptions & { readonly head?: string; readonly file?: string },
): Promise<number> {
  const remembered = options.head === undefined ? undefined : headOf(options.head);
  if (options.file === undefined) {
    const input = remembered === undefined ? {} : { remembered };
    return runOperation(verifyAudit, options, input, {
      text: verificationText,
      exitCode: ({ whole }) => (whole ? 0 : 1),
    });
  }
  const found = await verifyTrail(readAuditFile(resolve(options.file)), remembered);
  print(options.json ? json(found) : verificationText(found));
  return found.whole ? 0 : 1;
}

/** `shelfcast audit export`. Returns the exit code. */
export async function exportAuditCommand(
  options: AppOptions & { readonly format: AuditFormat; readonly to: string },
): Promise<number> {
  const { state } = await openProject(options);
  const file = resolve(options.to);
  const written = await withRegistry(state, (registry) =>
    writeAuditFile(file, options.format, registry.auditRecords()),
  );
  print(
    options.json ? json({ file, ...written }) : `${written.records} records in ${file}; head ${headText(written.head)}`,
  );
  return 0;
}

/** `142:5f…`, as `audit head` prints it, or the hash alone. Throws `UsageError`. */
function headOf(text: string): AuditHead {
  const [, sequence, hash] = /^(?:(\d+):)?([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  if (hash === undefined)
    throw new UsageError(`"${text}" is not a head; give what "shelfcast audit head" printed, e.g. 142:5f…`);
  return { sequence: Number(sequence ?? 0), hash };
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
