import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditFormats, readAuditFile } from '../../../src/app/audit/audit-file.ts';
import { exportAudit } from '../../../src/app/audit/export-audit.ts';
import { verifyExport } from '../../../src/app/audit/verify-export.ts';
import type { AuditHead } from '../../../src/ports/audit-trail.ts';
import { performed, testApp } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

/** A text as the edge passes it: in pieces that end anywhere, in the middle of a letter too. */
const uploaded = (text: string) => {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(7 * at, 7 * at + 7));
  return { name: 'audit.txt', bytes: Readable.from(pieces) };
};

describe.each(auditFormats)('an export as %s', (format) => {
  let database: TestRegistry;
  const exported = async (): Promise<{
    readonly text: string;
    readonly records: number;
    readonly head?: AuditHead;
  }> => {
    const pieces: string[] = [];
    const output = { write: (text: string) => Promise.resolve(void pieces.push(text)) };
    const answer = await performed(exportAudit, testApp({ registry: database.registry, output }), { format });
    return { text: pieces.join(''), ...answer };
  };
  const verified = (text: string, remembered?: AuditHead) =>
    performed(verifyExport, testApp({}), { file: uploaded(text), ...(remembered ? { remembered } : {}) });

  beforeAll(async () => {
    database = await startTestRegistry();
    for (const reason of ['plain', 'a "quoted", word', 'two\nlines', 'ümlaut ✔', '', 'a\u2028line separator']) {
      await database.registry.appendAudit({
        ...{ actor: 'Ann, of "sales"', action: 'tag', subject: 'dev/north' },
        facts: { reason, share: 0.1 + 0.2, nested: [1e21, null] },
      });
    }
  });
  afterAll(() => database.stop());

  test('has every record as the registry has it, and is verified without it', async () => {
    const head = (await database.registry.auditHead())!;
    const { text, ...answer } = await exported();
    expect(answer).toEqual({ records: 6, head });
    expect(await Array.fromAsync(readAuditFile(uploaded(text)))).toEqual(await database.registry.audit());
    expect(await verified(text, head)).toMatchObject({ whole: true, records: 6 });
    expect(await verified(text.replaceAll('\n', '\r\n').trimEnd(), head)).toMatchObject({ whole: true, records: 6 });
  });

  test('that was changed is found out; one that is none is refused with its line', async () => {
    const { text } = await exported();
    const { faults } = await verified(text.replace('plain', 'fancy'));
    expect(faults).toMatchObject([{ sequence: 1, kind: 'altered' }]);
    const line = format === 'csv' ? 8 : 7;
    expect(await refusalMessage(() => verified(`${text}nonsense\n`))).toBe(
      `UsageError: line ${line} of audit.txt is not an audit record`,
    );
  });
});

test('what is no stream of bytes is refused', async () => {
  const file = { name: 'audit.txt', bytes: 'text' } as never;
  expect(await refusalMessage(() => performed(verifyExport, testApp({}), { file }))).toBe(
    'UsageError: this cannot be asked: file.bytes: must be a stream of bytes',
  );
});
