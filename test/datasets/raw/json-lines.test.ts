import { expect, test } from 'vitest';
import { readJsonLines } from '../../support/raw-tables.ts';

test('values become text, absent ones the empty text, with the line each object stands on', () => {
  const table = readJsonLines('{"a":1,"b":"x"}\n\n{"b":null,"c":true}\r\n');
  expect(table.header).toEqual(['a', 'b', 'c']);
  expect(table.columns).toEqual([
    ['1', ''],
    ['x', ''],
    ['', 'true'],
  ]);
  expect(table.lines).toEqual([1, 3]);
  expect(table.malformed).toEqual([]);
  expect(table.rawOf(1)).toBe('{"b":null,"c":true}');
});

test.each([
  ['{"a":1', 'no JSON'],
  ['[1]', 'no JSON object'],
  ['null', 'no JSON object'],
  ['{"a":{"b":1}}', 'a nested value'],
])('%s is malformed', (line, detail) => {
  const table = readJsonLines(`{"a":1}\n${line}\n`);
  expect(table.malformed).toEqual([{ line: 2, detail, raw: line }]);
  expect(table.lines).toEqual([1]);
});
