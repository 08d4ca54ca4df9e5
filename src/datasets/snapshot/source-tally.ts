import type {
  ConditionedFile,
  FileCopy,
  FileRepeat,
  RepeatedKeys,
  SourceQuality,
  ZeroWeeks,
} from '../../contracts/dataset.ts';
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
  /** Rows added to others of their key. */
  added = 0;
  /** Keys that came in several files; `undefined` where no week is covered by them. */
  repeatedKeys: RepeatedKeys | undefined;
  zeroWeeks: ZeroWeeks | undefined;
  copies: readonly FileCopy[] = [];
  repeats: readonly FileRepeat[] = [];
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
      ...(this.added > 0 ? { added: this.added } : {}),
      ...(this.repeatedKeys ? { repeatedKeys: this.repeatedKeys } : {}),
      ...(this.copies.length > 0 ? { copies: this.copies } : {}),
      ...(this.repeats.length > 0 ? { repeats: this.repeats } : {}),
      ...(this.zeroWeeks ? { zeroWeeks: this.zeroWeeks } : {}),
      ...(this.lastWeek === undefined ? {} : { lastWeek: this.lastWeek }),
    };
  }
}
