import { createDelimitedReader } from '../../src/datasets/raw/delimited.ts';
import { createJsonLinesReader } from '../../src/datasets/raw/json-lines.ts';
import type { RawTable, TextReader } from '../../src/datasets/raw/raw-table.ts';

/** Delimited text as a single raw table. */
export function readDelimited(text: string, delimiter: string): RawTable {
  return onlyTable(createDelimitedReader(delimiter), text);
}

/** JSON lines as a single raw table. */
export function readJsonLines(text: string): RawTable {
  return onlyTable(createJsonLinesReader(), text);
}

/** Rows with their lines, and malformed lines, of text that comes in parts of a given number of characters. */
export function readInParts(reader: TextReader, text: string, partLength: number) {
  const rows: unknown[][] = [];
  const malformed: unknown[] = [];
  const raws: string[] = [];
  for (let start = 0; start === 0 || start < text.length; start += partLength) {
    for (const table of reader.read(text.slice(start, start + partLength), start + partLength >= text.length)) {
      table.lines.forEach((line, row) => {
        rows.push([line, ...table.columns.map((column) => column[row])]);
        raws.push(table.rawOf(row));
      });
      malformed.push(...table.malformed);
    }
  }
  return { rows, malformed, raws };
}

function onlyTable(reader: TextReader, text: string): RawTable {
  const [table = { header: [], columns: [], lines: [], malformed: [], rawOf: () => '' }] = reader.read(text, true);
  return table;
}
