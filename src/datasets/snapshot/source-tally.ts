import type { ConditionedFile, SourceQuality } from '../../contracts/dataset.ts';
import type { Week } from '../../contracts/week.ts';
import type { LoadedSource } from '../../project/loaded-project.ts';
import { addReasons, countReasons, type QuarantinedRow } from '../conditioning/quarantine.ts';

/** Counts what a snapshot takes from one source. */
export class SourceTally {
  readonly source: LoadedSource;
  /** Files with at least one row that the snapshot read; others have no part in the dataset version. */
  readonly files: ConditionedFile[] = [];
  readonly quarantined: QuarantinedRow[] = [];
  rows = 0;
  corrected = 0;
  repeated = 0;
  lastWeek: Week | undefined;

  constructor(source: LoadedSource) {
    this.source = source;
  }

  sawWeek(week: Week): void {
    if (this.lastWeek === undefined || week > this.lastWeek) this.lastWeek = week;
  }

  quality(): SourceQuality {
    return {
      source: this.source.name,
      kind: this.source.kind,
      files: this.files.length,
      rows: this.rows,
      quarantined: addReasons(...this.files.map((file) => file.reasons), countReasons(this.quarantined)),
      corrected: this.corrected,
      repeated: this.repeated,
      ...(this.lastWeek === undefined ? {} : { lastWeek: this.lastWeek }),
    };
  }
}
