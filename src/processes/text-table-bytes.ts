import type { Readable } from 'node:stream';
import type { TextTable } from '../adapters/duckdb/text-table.ts';

/** What comes before the bytes of a table: where one part ends and the next begins. */
interface Head {
  readonly textBytes: number;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly texts: readonly string[] }[];
}

/** A table as bytes for another process of this machine: the length of the head, the head, the text, the numbers. */
export function* bytesOfTextTable(table: TextTable | undefined): Generator<Uint8Array> {
  const head = Buffer.from(JSON.stringify(table ? headOf(table) : null));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  yield length;
  yield head;
  if (!table) return;
  yield* table.pieces;
  yield bytesOf(table.starts);
  for (const { codes } of table.columns.values()) yield bytesOf(codes);
}

function headOf({ pieces, starts, columns }: TextTable): Head {
  return {
    textBytes: pieces.reduce((sum, piece) => sum + piece.length, 0),
    rows: starts.length - 1,
    columns: [...columns].map(([name, { known }]) => ({ name, texts: [...known.keys()] })),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array | Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Reads a table from such bytes, each to where it stays: it is never in memory twice. */
export class TextTableReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #chunk: Uint8Array = new Uint8Array();

  constructor(bytes: Readable) {
    this.#chunks = (bytes as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** The table; `undefined` where it was too large. Throws what the stream ends with. */
  async read(): Promise<TextTable | undefined> {
    const length = Buffer.from(await this.#fill(new Uint8Array(4))).readUInt32LE();
    const head = JSON.parse(Buffer.from(await this.#fill(new Uint8Array(length))).toString()) as Head | null;
    if (head === null) return undefined;
    const text = await this.#fill(Buffer.allocUnsafeSlow(head.textBytes));
    const starts = new Uint32Array(head.rows + 1);
    await this.#fill(bytesOf(starts));
    const columns: [string, { readonly known: Map<string, number>; readonly codes: Int32Array }][] = [];
    for (const { name, texts } of head.columns) {
      const codes = new Int32Array(head.rows);
      await this.#fill(bytesOf(codes));
      columns.push([name, { known: new Map(texts.map((one, code) => [one, code])), codes }]);
    }
    return { pieces: [text], starts, columns: new Map(columns) };
  }

  async #fill<Target extends Uint8Array>(target: Target): Promise<Target> {
    for (let filled = 0; filled < target.length;) {
      if (this.#chunk.length === 0) {
        const next = await this.#chunks.next();
        if (next.done) throw new RangeError('the bytes of a table end before the table does');
        this.#chunk = next.value;
      }
      const part = this.#chunk.subarray(0, target.length - filled);
      target.set(part, filled);
      filled += part.length;
      this.#chunk = this.#chunk.subarray(part.length);
    }
    return target;
  }
}
