import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { FilePiece } from '../../ports/file-pieces.ts';
import type { TableEngine } from '../../ports/table-engine.ts';

/** Text that may wait for a file's packing and writing, in bytes, before the next piece is asked for. */
const waitingBytes = 1 << 20;
/** Files that may be finishing at a time. */
const mostFinishing = 16;

/**
 * Writes pieces below a folder as they come, and waits where the disk is slower than they are. Returns what the generator
 * returns. The header of gzip holds no time of day, so the same pieces give the same bytes. A file that is there already is
 * an error, and so is the first one that cannot be written.
 */
export async function writePieces<Result>(
  folder: string,
  pieces: Generator<FilePiece, Result>,
  tables: Pick<TableEngine, 'writeParquet'>,
): Promise<Result> {
  const files = new OpenFiles(folder);
  try {
    let next = pieces.next();
    for (; !next.done; next = pieces.next()) {
      const piece = next.value;
      if (piece.kind === 'text') await files.append(piece.path, piece.text);
      else if (piece.kind === 'end') await files.end(piece.path);
      else await tables.writeParquet(piece.columns, await files.place(piece.path));
    }
    await files.endAll();
    return next.value;
  } finally {
    files.destroy();
  }
}

interface OpenFile {
  readonly into: Writable;
  /** Settles once all of it is on disk. */
  readonly written: Promise<void>;
}

class OpenFiles {
  readonly #folder: string;
  readonly #open = new Map<string, OpenFile>();
  readonly #finishing = new Set<Promise<void>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The full path of a file, in a folder that is there. */
  async place(path: string): Promise<string> {
    const full = join(this.#folder, path);
    await mkdir(dirname(full), { recursive: true });
    return full;
  }

  async append(path: string, text: string): Promise<void> {
    const { into, written } = this.#open.get(path) ?? this.#opened(path, await this.place(path));
    into.write(text);
    if (into.writableLength < waitingBytes) return;
    await Promise.race([once(into, 'drain'), written]);
  }

  async end(path: string): Promise<void> {
    const file = this.#open.get(path);
    if (!file) return;
    file.into.end();
    this.#open.delete(path);
    this.#finishing.add(file.written);
    file.written.then(() => this.#finishing.delete(file.written)).catch(() => undefined);
    if (this.#finishing.size >= mostFinishing) await Promise.race(this.#finishing);
  }

  async endAll(): Promise<void> {
    for (const path of [...this.#open.keys()]) await this.end(path);
    await Promise.all(this.#finishing);
  }

  destroy(): void {
    for (const { into } of this.#open.values()) into.destroy();
  }

  #opened(path: string, full: string): OpenFile {
    const target = createWriteStream(full, { flags: 'wx' });
    let into: Writable = target;
    let written = finished(target);
    if (path.endsWith('.gz')) {
      const gzip = createGzip({ level: 4, chunkSize: 1 << 17 });
      written = pipeline(gzip, target);
      into = gzip;
    }
    // The caller that waits for the file sees its failure; until then it is not an unhandled rejection.
    written.catch(() => undefined);
    const file = { into, written };
    this.#open.set(path, file);
    return file;
  }
}
