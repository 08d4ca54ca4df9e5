import { expect, test } from 'vitest';
import { clippedLine } from '../../../src/cli/progress/clipped-line.ts';

test.each([
  ['short', 5, 'short'],
  ['longer', 5, 'longe'],
  ['two\nlines', 20, 'two lines'],
  ['\u001B[31mred\u001B[39m plain', 5, '\u001B[31mred\u001B[39m p'],
  ['\u001B[31mred\u001B[39m', 2, '\u001B[31mre\u001B[39m'],
  ['😀😀😀', 2, '😀😀'],
])('%j on %i columns', (line, columns, expected) => {
  expect(clippedLine(line, columns)).toBe(expected);
});
