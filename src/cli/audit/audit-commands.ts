import { resolve } from 'node:path';
import type { AuditHead, AuditQuery } from '../../ports/audit-trail.ts';
import { verifyAudit } from '../../registry/audit-verification.ts';
import { auditText, headText, verificationText } from '../../reports/audit/audit-text.ts';
import { openProject, type ModelsOptions } from '../models/open-models.ts';
import { UsageError } from '../usage.ts';
import { withRegistry } from '../with-registry.ts';
import { readAuditFile, writeAuditFile, type AuditFormat } from './audit-file.ts';

/** `shelfcast audit list`. Returns the exit code. */
export async function listAuditCommand(options: ModelsOptions & AuditQuery): Promise<number> {
  const { entity, actor, since, newest } = options;
  const { state } = await openProject(options);
  const query = {
    ...(entity === undefined ? {} : { entity }),
    ...(actor === undefined ? {} : { actor }),
    ...(since === undefined ? {} : { since }),
    ...(newest === undefined ? {} : { newest }),
  };
  const records = await withRegistry(state, (registry) => registry.findAudit(query));
  print(options.json ? json(records) : auditText(records));
  return 0;
}

/** `shelfcast audit head`: what to remember elsewhere. Returns the exit code. */
export async function auditHeadCommand(options: ModelsOptions): Promise<number> {
  const { state } = await openProject(options);
  const head = await withRegistry(state, (registry) => registry.auditHead());
  print(options.json ? json(head ?? null) : headText(head));
  return 0;
}

/** `shelfcast audit verify`. Returns the exit code: 0 where the trail is whole, 1 where it is not. */
export async function verifyAuditCommand(
  options: ModelsOptions & { readonly head?: string; readonly file?: string },
): Promise<number> {
  const remembered = options.head === undefined ? undefined : headOf(options.head);
  const verify = async () => {
    if (options.file !== undefined) return verifyAudit(readAuditFile(resolve(options.file)), remembered);
    const { state } = await openProject(options);
    return withRegistry(state, (registry) => verifyAudit(registry.auditRecords(), remembered));
  };
  const found = await verify();
  print(options.json ? json(found) : verificationText(found));
  return found.whole ? 0 : 1;
}

/** `shelfcast audit export`. Returns the exit code. */
export async function exportAuditCommand(
  options: ModelsOptions & { readonly format: AuditFormat; readonly to: string },
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
