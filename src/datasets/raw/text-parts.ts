import { TextDecoder } from 'node:util';
import type { TextEncoding } from '../../contracts/project.ts';

/** Text that comes in parts; the last one may be empty. */
export interface TextPart {
  readonly text: string;
  readonly last: boolean;
}

/** Why a line is malformed whose bytes are no UTF-8. */
export const notUtf8 = 'not UTF-8';

/** Byte order marks, and the encoding of each. */
const marks: readonly (readonly [mark: readonly number[], encoding: TextEncoding])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];
const longestMark = 3;

/**
 * Decodes text in parts of about this many bytes, however the bytes arrive. A byte order mark decides how, before `encoding` does, and
 * is removed. Bytes that the encoding does not have become U+FFFD, which marks their line as malformed.
 *
 * @param encoding of files without a mark
 */
export async function* textParts(
  bytes: AsyncIterable<Uint8Array>,
  partBytes: number,
  encoding: TextEncoding = 'utf-8',
): AsyncGenerator<TextPart> {
  let decoder: TextDecoder | undefined;
  let waiting: Uint8Array[] = [];
  let size = 0;
  const decode = (last: boolean): TextPart => {
    const joined = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting);
    decoder ??= new TextDecoder(markedEncoding(joined) ?? encoding);
    waiting = [];
    size = 0;
    return { text: decoder.decode(joined, { stream: !last }), last };
  };
  for await (const part of bytes) {
    waiting.push(part);
    size += part.byteLength;
    if (size >= Math.max(partBytes, longestMark)) yield decode(false);
  }
  yield decode(true);
}

function markedEncoding(bytes: Uint8Array): TextEncoding | undefined {
  return marks.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1];
}
