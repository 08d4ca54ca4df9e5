import { expect, test } from 'vitest';
import { parseNumber } from '../../src/project/parse-number.ts';

test.each([
  ['3', 3],
  [' -1.5 ', -1.5],
  ['+.5', 0.5],
  ['1e3', 1000],
  ['', null],
  ['  ', null],
  [null, null],
  [undefined, null],
  ['1,000', Number.NaN],
  ['0x10', Number.NaN],
  ['12 oz', Number.NaN],
  ['Infinity', Number.NaN],
  ['1e999', Infinity],
])('%j is %s', (text, expected) => {
  expect(parseNumber(text)).toBe(expected);
});
