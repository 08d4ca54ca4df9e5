import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import readWorkbook, { readSheet } from 'read-excel-file/node';
import { onTestFinished, expect, test } from 'vitest';
import { longestText, numberCell, restOfDate, textCell } from '../../../src/adapters/xlsx/cells.ts';
import { writeWorkbook, type WorkbookOptions } from '../../../src/adapters/xlsx/write-workbook.ts';
import type { Columns } from '../../../src/ports/table-engine.ts';

const options = { name: 'forecasts', dates: ['week'] };

async function written(batches: readonly Columns[], more: Partial<WorkbookOptions> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shelfcast-workbook-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'book.xlsx');
  const output = createWriteStream(path);
  await writeWorkbook(output, Object.keys(batches[0]!), Readable.from(batches) as AsyncIterable<Columns>, {
    ...options,
    ...more,
  });
  await finished(output);
  return path;
}

/** Item names that spreadsheets or XML would make something else of. */
const awkward = [
  '=1+1',
  '+A1',
  '-2',
  '@x',
  "'quoted",
  '007',
  '1e5',
  'TRUE',
  ' spaces ',
  'a\tb\nc',
  '<&>"',
  '_x0041_',
  'a\u0001b\rc',
  '',
  'ü😀',
];

test('texts stay texts whatever they look like, numbers are numbers, weeks are dates', async () => {
  const week = awkward.map(() => '2026-11-23');
  const forecast = Float64Array.from(awkward, (_, index) => index / 3);
  const rows = await readSheet(await written([{ item: awkward, week, forecast }]), { trim: false });
  expect(rows[0]).toEqual(['item', 'week', 'forecast']);
  const expected = awkward.map((text) => (text === '' ? null : text));
  expect(rows.slice(1).map(([item]) => item)).toEqual(expected);
  expect(rows.slice(1).map(([, , units]) => units)).toEqual([...forecast]);
  expect(rows[1]![1]).toEqual(new Date('2026-11-23T00:00:00Z'));
});

test('what is missing is an empty cell, also where it is a number', async () => {
  const rows = await readSheet(
    await written([{ item: ['a', null], week: ['2026-11-23', null], forecast: Float64Array.from([Number.NaN, 2]) }]),
  );
  expect(rows.slice(1)).toEqual([
    ['a', new Date('2026-11-23T00:00:00Z'), null],
    [null, null, 2],
  ]);
});

test('what does not fit on a sheet goes to further ones, each with the heading, and none is lost', async () => {
  const numbers = Array.from({ length: 7 }, (_, index) => index);
  const batches = [numbers.slice(0, 4), numbers.slice(4)].map((part) => ({ units: Float64Array.from(part) }));
  const path = await written(batches, { rowsPerSheet: 4 });
  expect(await readWorkbook(path)).toEqual([
    { sheet: 'forecasts', data: [['units'], [0], [1], [2]] },
    { sheet: 'forecasts 2', data: [['units'], [3], [4], [5]] },
    { sheet: 'forecasts 3', data: [['units'], [6]] },
  ]);
});

test('a table without rows is a sheet with its heading', async () => {
  expect(await readSheet(await written([{ item: [] }]))).toEqual([['item']]);
});

test('the same rows have the same bytes', async () => {
  const batch = { item: awkward };
  expect(await readFile(await written([batch]))).toEqual(await readFile(await written([batch])));
});

test('a cell is a string by its type, and characters that XML cannot hold are escaped as spreadsheets read them', () => {
  expect(textCell('A2', '=cmd|x')).toBe('<c r="A2" s="2" t="inlineStr"><is><t>=cmd|x</t></is></c>');
  expect(textCell('A2', 'a\u0001\rb\u{d800}')).toContain('>a_x0001__x000D_b_xD800_<');
  expect(textCell('A2', 'x'.repeat(longestText))).toContain('x'.repeat(longestText));
});

test('only days that spreadsheets can count are dates', () => {
  expect(restOfDate('1900-03-01')).toBe(' s="3"><v>61</v></c>');
  expect(['1900-02-28', '2026-02-30', 'soon'].map((text) => restOfDate(text).includes('inlineStr'))).toEqual([
    true,
    true,
    true,
  ]);
  expect(numberCell('C2', Infinity)).toBe('');
});
