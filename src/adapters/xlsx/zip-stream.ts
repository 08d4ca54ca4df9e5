import { once } from 'node:events';
import type { DuplexOptions, Writable } from 'node:stream';
import { constants, crc32, createDeflateRaw, type DeflateRaw, type ZlibOptions } from 'node:zlib';

/** Bytes up to which ZIP needs no extension of its format. */
const largest = 0xffff_ffff;
/** 1 January 1980, midnight: the same content has the same bytes whenever it is written. */
const [dosTime, dosDate] = [0, 0x0021];
/** Sizes follow the content; names are UTF-8. */
const flags = 0x0808;
const deflated = 8;
/** Text is handed to the compressor in pieces of this size. */
const pieceLength = 1 << 16;
/** Bytes that wait for the compressor, which works on a thread of its own: with one piece at a time the two would take turns. */
const waitingBytes = 4 * pieceLength;
const compression: ZlibOptions & Pick<DuplexOptions, 'writableHighWaterMark'> = {
  // Speed: sheets are repetitive, and higher levels save a tenth for three times the time.
  level: constants.Z_BEST_SPEED,
  ...{ chunkSize: pieceLength, writableHighWaterMark: waitingBytes },
};

interface Entry {
  readonly name: Buffer;
  readonly offset: number;
  readonly checksum: number;
  readonly compressed: number;
  readonly raw: number;
}

/** Takes a piece of text; where it has to be waited for until there is room for more, a promise. */
type AddText = (piece: string) => Promise<void> | undefined;

/** Writes a ZIP archive to a stream, one file after the other, none of them in memory as a whole. */
export class ZipStream {
  readonly #output: Writable;
  readonly #entries: Entry[] = [];
  #offset = 0;

  constructor(output: Writable) {
    this.#output = output;
  }

  /** Writes a file. `write` is given a function that takes its text piece by piece. */
  async file(name: string, write: (add: AddText) => Promise<void>): Promise<void> {
    const [offset, path] = [this.#offset, Buffer.from(name)];
    await this.#send(header(0x0403_4b50, [20, flags, deflated, dosTime, dosDate], [0, 0, 0], [path.length, 0]), path);
    const body = new Deflated(this.#output);
    await write((piece) => body.add(piece));
    const { checksum, compressed, raw } = await body.end();
    this.#offset += compressed;
    if (raw > largest || this.#offset > largest) throw new RangeError(`${name} is too large for a ZIP archive`);
    await this.#send(header(0x0807_4b50, [], [checksum, compressed, raw], []));
    this.#entries.push({ name: path, offset, checksum, compressed, raw });
  }

  /** Writes the list of files, and ends the stream. */
  async end(): Promise<void> {
    const start = this.#offset;
    for (const { name, offset, checksum, compressed, raw } of this.#entries) {
      const sizes = [checksum, compressed, raw];
      const fixed = header(0x0201_4b50, [20, 20, flags, deflated, dosTime, dosDate], sizes, [name.length, 0, 0, 0, 0]);
      const place = Buffer.alloc(8);
      place.writeUInt32LE(offset, 4);
      await this.#send(fixed, place, name);
    }
    const count = this.#entries.length;
    await this.#send(header(0x0605_4b50, [0, 0, count, count], [this.#offset - start, start], [0]));
    this.#output.end();
  }

  async #send(...parts: readonly Buffer[]): Promise<void> {
    const bytes = Buffer.concat(parts);
    this.#offset += bytes.length;
    if (!this.#output.write(bytes)) await once(this.#output, 'drain');
  }
}

/** A signature, numbers of two bytes, of four, and of two again. */
function header(
  signature: number,
  words: readonly number[],
  longs: readonly number[],
  last: readonly number[],
): Buffer {
  const bytes = Buffer.alloc(4 + 2 * words.length + 4 * longs.length + 2 * last.length);
  let at = bytes.writeUInt32LE(signature, 0);
  for (const word of words) at = bytes.writeUInt16LE(word, at);
  for (const long of longs) at = bytes.writeUInt32LE(long, at);
  for (const word of last) at = bytes.writeUInt16LE(word, at);
  return bytes;
}

/** Compresses text into a stream that stays open, no faster than the stream takes it. */
class Deflated {
  readonly #deflate: DeflateRaw;
  readonly #done: Promise<void>;
  #checksum = 0;
  #raw = 0;
  #compressed = 0;
  #waiting = '';

  constructor(output: Writable) {
    this.#deflate = createDeflateRaw(compression);
    this.#done = this.#pass(output);
    // An error of the reader's is seen where the next piece is added.
    this.#done.catch(() => undefined);
  }

  add(piece: string): Promise<void> | undefined {
    this.#waiting += piece;
    return this.#waiting.length >= pieceLength ? this.#flush() : undefined;
  }

  async end(): Promise<{ readonly checksum: number; readonly compressed: number; readonly raw: number }> {
    await this.#flush();
    this.#deflate.end();
    await this.#done;
    return { checksum: this.#checksum, compressed: this.#compressed, raw: this.#raw };
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#waiting);
    this.#waiting = '';
    this.#checksum = crc32(bytes, this.#checksum);
    this.#raw += bytes.length;
    if (!this.#deflate.write(bytes)) await Promise.race([once(this.#deflate, 'drain'), this.#done]);
  }

  async #pass(output: Writable): Promise<void> {
    for await (const bytes of this.#deflate as AsyncIterable<Buffer>) {
      this.#compressed += bytes.length;
      if (!output.write(bytes)) await once(output, 'drain');
    }
  }
}
