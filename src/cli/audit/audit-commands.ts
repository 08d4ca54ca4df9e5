import { resolve } from 'node:path';
import type { AuditFormat } from '../../app/audit/audit-file.ts';
import { auditHead } from '../../app/audit/audit-head.ts';
import { exportAudit } from '../../app/audit/export-audit.ts';
import { listAudit } from '../../app/audit/list-audit.ts';
import { verifyAudit } from '../../app/audit/verify-audit.ts';
import { verifyExport } from '../../app/audit/verify-export.ts';
import { perform } from '../../app/operation.ts';
import type { AuditHead, AuditQuery } from '../../ports/audit-trail.ts';
import { auditText, headText, verificationText } from '../../reports/audit/audit-text.ts';
import { withFileOutput } from '../file-output.ts';
import { openApp, type AppOptions } from '../open-app.ts';
import { runOperation, show } from '../run-operation.ts';
import { uploadedFile } from '../uploaded-file.ts';
import { UsageError } from '../usage.ts';
import { appWithoutProject } from '../without-project.ts';

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
  const remembered = options.head === undefined ? {} : { remembered: headOf(options.head) };
  const shown = { text: verificationText, exitCode: ({ whole }: { readonly whole: boolean }) => (whole ? 0 : 1) };
  if (options.file === undefined) return runOperation(verifyAudit, options, remembered, shown);
  const file = uploadedFile(resolve(options.file));
  return show(await perform(verifyExport, appWithoutProject(), { file, ...remembered }), options, shown);
}

/** `shelfcast audit export`. Returns the exit code. */
export async function exportAuditCommand(
  options: AppOptions & { readonly format: AuditFormat; readonly to: string },
): Promise<number> {
  const file = resolve(options.to);
  const { format } = options;
  const answer = await withFileOutput(file, async (output) =>
    perform(exportAudit, await openApp(options, { output }), { format }),
  );
  return show(answer, options, {
    text: ({ records, head }) => `${records} records in ${file}; head ${headText(head)}`,
    json: (written) => ({ file, ...written }),
  });
}

/** `142:5f…`, as `audit head` prints it, or the hash alone. Throws `UsageError`. */
function headOf(text: string): AuditHead {
  const [, sequence, hash] = /^(?:(\d+):)?([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  if (hash === undefined)
    throw new UsageError(`"${text}" is not a head; give what "shelfcast audit head" printed, e.g. 142:5f…`);
  return { sequence: Number(sequence ?? 0), hash };
}
