import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { TextEncoding } from '../../../src/contracts/project.ts';
import { textParts } from '../../../src/datasets/raw/text-parts.ts';

const text = 'Filiale;Menge\nSüd – 3 €;1,5\n';
/** In Windows-1252 the dash and the euro are 0x96 and 0x80; the rest is as in Latin-1. */
const windows = Buffer.from(text.replace('–', '\x96').replace('€', '\x80'), 'latin1');
const marked = Buffer.from(`\ufeff${text}`, 'utf16le');

test.each<[string, Uint8Array, TextEncoding | undefined, string]>([
  ['UTF-8', Buffer.from(text), undefined, text],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), undefined, text],
  ['Windows-1252', windows, 'windows-1252', text],
  ['UTF-16 with a mark', marked, undefined, text],
  ['UTF-16 with a mark, big-endian', Buffer.from(marked).swap16(), undefined, text],
  ['UTF-16 without a mark', marked.subarray(2), 'utf-16le', text],
  ['UTF-8 with a mark, among files of Windows', Buffer.from(`\ufeff${text}`), 'windows-1252', text],
  ['Windows-1252 read as UTF-8', windows, undefined, text.replaceAll(/[ü–€]/g, '\ufffd')],
])('%s, however the bytes arrive', async (_, bytes, encoding, expected) => {
  for (const size of [1, 2, 3, 7, 1000]) {
    const parts = await Array.fromAsync(textParts(inPieces(bytes, size), size, encoding));
    expect(parts.map((part) => part.text).join('')).toBe(expected);
    expect(parts.map(({ last }) => last)).toEqual([...parts.slice(1).map(() => false), true]);
  }
});

/** The bytes as they may arrive from a network, `size` at a time. */
function inPieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  const starts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, piece) => piece * size);
  return Readable.from(starts.map((start) => bytes.subarray(start, start + size)));
}
