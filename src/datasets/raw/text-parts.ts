/** Text that comes in parts; the last one may be empty. */
export interface TextPart {
  readonly text: string;
  readonly last: boolean;
}

/** The bytes begin with the mark of an encoding that is not UTF-8. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError';
  readonly encoding: string;

  constructor(encoding: string) {
    super(`its text is ${encoding}`);
    this.encoding = encoding;
  }
}

/**
 * Decodes UTF-8 in parts of about this many bytes, however the bytes arrive. Bytes that are not UTF-8 become U+FFFD, which marks
 * their line as malformed; a byte order mark is removed. Throws `EncodingError` on the mark of UTF-16.
 */
export async function* textParts(bytes: AsyncIterable<Uint8Array>, partBytes: number): AsyncGenerator<TextPart> {
  const decoder = new TextDecoder('utf-8');
  let waiting: Uint8Array[] = [];
  let size = 0;
  let isFirst = true;
  const decode = (last: boolean): TextPart => {
    const joined = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting);
    if (isFirst) checkMark(joined);
    isFirst = false;
    waiting = [];
    size = 0;
    return { text: decoder.decode(joined, { stream: !last }), last };
  };
  for await (const part of bytes) {
    waiting.push(part);
    size += part.byteLength;
    if (size >= Math.max(partBytes, 2)) yield decode(false);
  }
  yield decode(true);
}

function checkMark([first, second]: Uint8Array): void {
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) throw new EncodingError('UTF-16');
}
