import { expect, test } from 'vitest';
import { linesOf } from '../../src/app/lines-of.ts';

/** The lines of a text whose bytes arrive in pieces of a size. */
async function lines(text: string, size: number): Promise<readonly string[]> {
  const all = new TextEncoder().encode(text);
  async function* bytes() {
    for (let at = 0; at < all.length; at += size) yield await Promise.resolve(all.subarray(at, at + size));
  }
  return Array.fromAsync(linesOf({ name: 'file', bytes: bytes() }));
}

test.each([1, 3, 1000])('lines are whole, whatever the pieces: %i bytes', async (size) => {
  expect(await lines('first\r\nzweite ü ✔\n\nlast', size)).toEqual(['first', 'zweite ü ✔', '', 'last']);
  expect(await lines('one\n', size)).toEqual(['one']);
  expect(await lines('a line\u2028separator ends no line', size)).toEqual(['a line\u2028separator ends no line']);
});

test('an empty file has none', async () => {
  expect(await lines('', 10)).toEqual([]);
});
