import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { bytesOfTextTable, TextTableReader } from '../../src/processes/text-table-bytes.ts';
import type { TextTable } from '../../src/adapters/duckdb/text-table.ts';

const table: TextTable = {
  pieces: [Buffer.from('{"store":"ä"},'), Buffer.from('{"store":null},')],
  starts: Uint32Array.of(0, 15, 30),
  columns: new Map([['store', { known: new Map([['ä', 0]]), codes: Int32Array.of(0, -1) }]]),
};

/** The bytes in pieces of a size, which a pipe may cut anywhere. */
function cut(bytes: Buffer, size: number): Readable {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  return Readable.from(pieces);
}

test.each([1, 3, 1000])('a table is read from its bytes, in pieces of %i', async (size) => {
  const bytes = Buffer.concat([...bytesOfTextTable(table)]);
  const read = await new TextTableReader(cut(bytes, size)).read();
  expect(read).toEqual({ ...table, pieces: [Buffer.concat(table.pieces)] });
});

test('one that was too large is none', async () => {
  expect(await new TextTableReader(Readable.from(bytesOfTextTable(undefined))).read()).toBeUndefined();
});

test('one whose end is missing is an error', async () => {
  const bytes = Buffer.concat([...bytesOfTextTable(table)]).subarray(0, -1);
  await expect(new TextTableReader(cut(bytes, 1000)).read()).rejects.toThrow('end before the table does');
});
