import type { DatasetManifest, SourceQuality } from '../../contracts/dataset.ts';
import type { CheckName, CheckOf } from '../../contracts/quality.ts';
import type { Panel } from '../../forecasting/panel.ts';
import type { WeeklyCounts } from './weekly-counts.ts';

/** How many there are, and how many of them are as a check asks. */
export interface PanelCount {
  all: number;
  met: number;
}

/** What a check of a source is judged by. */
interface CheckedSource {
  readonly manifest: DatasetManifest;
  readonly quality: SourceQuality;
  /** Rows by week. */
  readonly weekly: WeeklyCounts;
  /** What the check's rule has counted. */
  readonly counted: PanelCount;
}

export interface Verdict {
  readonly passed: boolean;
  /** Figure and limit, in words. */
  readonly detail: string;
}

/** How a check is done. */
export interface CheckRule<Name extends CheckName> {
  /**
   * Counts single values in a region's panels, which come one at a time. Left out where the other figures say all.
   *
   * @param columns of the panel that come from the source
   */
  readonly count?: (panel: Panel, check: CheckOf<Name>, columns: readonly string[], count: PanelCount) => void;
  readonly judge: (check: CheckOf<Name>, source: CheckedSource) => Verdict;
}
