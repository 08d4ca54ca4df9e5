import type { FilePiece } from '../../ports/file-pieces.ts';

/** Files being written, as pieces that wait to be taken. Counts the lines of each, so that the truth can name them. */
export class Pieces {
  #waiting: FilePiece[] = [];
  readonly #lines = new Map<string, number>();

  /** Appends a text to a file that starts with a header line, or with nothing where it is empty. `lines` are the text's. */
  append(path: string, header: string, text: string, lines: number): void {
    const known = this.#lines.get(path);
    const start = known === undefined && header !== '' ? `${header}\n` : '';
    this.#lines.set(path, (known ?? (header === '' ? 0 : 1)) + lines);
    if (start !== '' || text !== '') this.#waiting.push({ kind: 'text', path, text: start + text });
  }

  /** Lines of a file so far, its header among them; 1 for a file with a header that is yet to be written. */
  lines(path: string): number {
    return this.#lines.get(path) ?? 1;
  }

  /** A file of which nothing follows. */
  end(path: string): void {
    if (this.#lines.delete(path)) this.#waiting.push({ kind: 'end', path });
  }

  whole(path: string, text: string): void {
    this.#waiting.push({ kind: 'text', path, text }, { kind: 'end', path });
  }

  table(path: string, columns: Extract<FilePiece, { kind: 'table' }>['columns']): void {
    this.#waiting.push({ kind: 'table', path, columns });
  }

  /** Takes what waits. */
  take(): readonly FilePiece[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }
}
