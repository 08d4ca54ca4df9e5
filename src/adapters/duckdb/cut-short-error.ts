/** A result that ended before its last row: the engine does not say why. */
export class CutShortError extends Error {
  override readonly name = 'CutShortError';
  readonly read: number;
  readonly rows: number;

  constructor(read: number, rows: number) {
    super(
      `${read} of ${rows} rows could be read; the file may be damaged, or a value may have another type than its column`,
    );
    this.read = read;
    this.rows = rows;
  }
}
