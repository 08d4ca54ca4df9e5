import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditFormats, readAuditFile, writeAuditFile } from '../../../src/cli/audit/audit-file.ts';
import { UsageError } from '../../../src/cli/usage.ts';
import { verifyAudit } from '../../../src/registry/audit-verification.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

describe.each(auditFormats)('an export as %s', (format) => {
  let database: TestRegistry;

  beforeAll(async () => {
    database = await startTestRegistry();
    for (const reason of ['plain', 'a "quoted", word', 'two\nlines', 'ümlaut ✔', '']) {
      await database.registry.appendAudit({
        ...{ actor: 'Ann, of "sales"', action: 'tag', subject: 'dev/north' },
        facts: { reason, share: 0.1 + 0.2, nested: [1e21, null] },
      });
    }
  });
  afterAll(() => database.stop());

  test('has every record as the registry has it, and is verified without it', async () => {
    const file = join(await temporaryDirectory(), `audit.${format}`);
    const head = await database.registry.auditHead();
    expect(await writeAuditFile(file, format, database.registry.auditRecords())).toEqual({ records: 5, head });
    expect(await Array.fromAsync(readAuditFile(file))).toEqual(await database.registry.audit());
    expect(await verifyAudit(readAuditFile(file), head)).toMatchObject({ whole: true, records: 5 });
  });

  test('that was changed is found out; one that is none is refused with its line', async () => {
    const file = join(await temporaryDirectory(), `audit.${format}`);
    await writeAuditFile(file, format, database.registry.auditRecords());
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('plain', 'fancy'));
    expect((await verifyAudit(readAuditFile(file))).faults).toMatchObject([{ sequence: 1, kind: 'altered' }]);
    await writeFile(file, `${text}nonsense\n`);
    await expect(verifyAudit(readAuditFile(file))).rejects.toThrow(UsageError);
  });
});
