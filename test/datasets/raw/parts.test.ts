import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDelimitedReader } from '../../../src/datasets/raw/delimited.ts';
import { createJsonLinesReader, LateColumnsError } from '../../../src/datasets/raw/json-lines.ts';
import { maxRowLength } from '../../../src/datasets/raw/raw-table.ts';
import { readInParts } from '../../support/raw-tables.ts';

test('how delimited text is cut into parts and tables makes no difference', () => {
  const unit = fc.constantFrom('a', '1', ',', '"', '"', '\n', '\n', '\r', '\ufffd', ' ');
  fc.assert(
    fc.property(
      fc.string({ unit, maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      fc.nat({ max: 3 }),
      (text, part, rows) => {
        const whole = readInParts(createDelimitedReader(','), `a,b\n${text}`, Infinity);
        expect(readInParts(createDelimitedReader(',', rows + 1), `a,b\n${text}`, part)).toEqual(whole);
      },
    ),
    { numRuns: 2000 },
  );
});

test('a line that is too long costs that line alone, however it comes', () => {
  const text = `a,b\n1,2\n${'x'.repeat(maxRowLength + 1)},3\n4,5\n"${'y'.repeat(maxRowLength)}`;
  const whole = readInParts(createDelimitedReader(','), text, Infinity);
  expect(whole.rows).toEqual([
    [2, '1', '2'],
    [4, '4', '5'],
  ]);
  expect(whole.malformed).toMatchObject([
    { line: 3, detail: 'longer than 1048576 characters', raw: 'x'.repeat(500) },
    { line: 5, detail: 'longer than 1048576 characters' },
  ]);
  expect(readInParts(createDelimitedReader(','), text, 100_000)).toEqual(whole);
});

test('how JSON lines are cut makes no difference, where the first table has all names', () => {
  const text = '{"a":1,"b":2}\nno\n\n{"a":3}\n{"b":"x\\ny"}';
  const whole = readInParts(createJsonLinesReader(), text, Infinity);
  expect(whole.rows).toEqual([
    [1, '1', '2'],
    [4, '3', ''],
    [5, '', 'x\ny'],
  ]);
  for (let part = 1; part < 20; part += 1) {
    expect(readInParts(createJsonLinesReader(1), text, part)).toEqual(whole);
  }
});

test('names that come up late are reported at the end, all of them', () => {
  const read = () => readInParts(createJsonLinesReader(1), '{"a":1}\n{"b":2}\n{"c":3}\n', 5);
  expect(read).toThrow(LateColumnsError);
  const again = readInParts(createJsonLinesReader(1, ['a', 'b', 'c']), '{"a":1}\n{"b":2}\n{"c":3}\n', 5);
  expect(again.rows).toEqual([
    [1, '1', '', ''],
    [2, '', '2', ''],
    [3, '', '', '3'],
  ]);
});
