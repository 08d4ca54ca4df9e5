import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { Week } from '../../contracts/week.ts';
import type { DatasetPorts } from '../ports.ts';
import { putCsv } from '../write-artifact.ts';

/** A value that a later file gave another one, or removed. */
export interface Correction {
  readonly source: string;
  /** What the row is about, e.g. `store=n1 item=apples`. */
  readonly key: string;
  /** The week, or the day for weather; absent where rows have no time. */
  readonly week?: Week;
  readonly column: string;
  /** NaN and null are missing. */
  readonly old: string | number | null;
  readonly new: string | number | null;
  /** Path of the file that had the old value. */
  readonly file: string;
  /** Path of the file whose value holds. */
  readonly correctedBy: string;
}

/** Corrections that are written down one by one: more are a new delivery, which nobody reads value by value. */
export const correctionsRecorded = 10_000;

/** What later files changed, in the order it was found: all counted, the first ones kept. */
export class CorrectionLog {
  readonly #recorded: Correction[] = [];
  #values = 0;

  /** @param describe makes the entry; called for those alone that are kept */
  add(describe: () => Correction): void {
    this.#values += 1;
    if (this.#recorded.length < correctionsRecorded) this.#recorded.push(describe());
  }

  /** Stores the entries as CSV; `undefined` where nothing was corrected. */
  async store(
    ports: Pick<DatasetPorts, 'store' | 'tables'>,
  ): Promise<{ artifact: ArtifactRef; values: number; recorded: number } | undefined> {
    if (this.#values === 0) return undefined;
    const rows = this.#recorded;
    const artifact = await putCsv(ports, {
      source: rows.map((row) => row.source),
      key: rows.map((row) => row.key),
      week: rows.map((row) => row.week ?? null),
      column: rows.map((row) => row.column),
      old: rows.map((row) => textOf(row.old)),
      new: rows.map((row) => textOf(row.new)),
      file: rows.map((row) => row.file),
      correctedBy: rows.map((row) => row.correctedBy),
    });
    return { artifact, values: this.#values, recorded: rows.length };
  }
}

function textOf(value: string | number | null): string | null {
  return value === null || Number.isNaN(value) ? null : String(value);
}
