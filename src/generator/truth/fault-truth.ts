import type { QuarantineReason } from '../../contracts/dataset.ts';
import type { Week } from '../../contracts/week.ts';

/** A line that was broken on purpose. */
export interface DirtyRow {
  /** Below the folder that was generated, e.g. `landing/shipments/midwest/week-2020-01-06.csv`. */
  readonly file: string;
  readonly line: number;
  /** For which it is to be set aside: by the conditioning, or, where a store or item is unknown, by the snapshot. */
  readonly reason: QuarantineReason;
}

/** A row that was reported wrong, and the line that corrects it. */
export interface Correction {
  readonly file: string;
  readonly line: number;
  readonly store: string;
  readonly item: string;
  readonly week: Week;
  readonly old: number;
  readonly new: number;
}

/** The faults planted in the shipments. */
export class FaultTruth {
  readonly dirtyRows: DirtyRow[] = [];
  readonly corrections: Correction[] = [];
  #serial = 0;

  addDirtyRow(row: DirtyRow): void {
    this.dirtyRows.push(row);
  }

  addCorrection(correction: Correction): void {
    this.corrections.push(correction);
  }

  /** A number that no other fault has. */
  nextSerial(): number {
    return (this.#serial += 1);
  }
}
