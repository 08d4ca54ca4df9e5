import type { RegisteredDataset } from '../../ports/dataset-catalogue.ts';

/** A dataset version in few figures. */
export interface DatasetInHistory {
  readonly version: string;
  readonly cutoff: string;
  readonly recordedAt: string;
  readonly rows: number;
  readonly setAside: number;
  readonly failedChecks: number;
  readonly checks: number;
  readonly columnsAdded: readonly string[];
  readonly columnsRemoved: readonly string[];
}

/** Versions of a region, the newest first, each with the columns by which it differs from the one before it. */
export function historyOf(versions: readonly RegisteredDataset[]): readonly DatasetInHistory[] {
  const columnsOf = ({ quality }: RegisteredDataset) => quality.columns.map(({ column }) => column);
  return versions.map((one, index) => {
    const { version, cutoff, recordedAt, rows, quality } = one;
    const columns = columnsOf(one);
    const earlier = versions[index + 1];
    const before = earlier ? columnsOf(earlier) : columns;
    const { findings = [] } = quality;
    return {
      ...{ version, cutoff, recordedAt, rows },
      setAside: quality.sources.flatMap((source) => Object.values(source.quarantined)).reduce((a, b) => a + b, 0),
      failedChecks: findings.filter(({ passed }) => !passed).length,
      checks: findings.length,
      columnsAdded: columns.filter((column) => !before.includes(column)),
      columnsRemoved: before.filter((column) => !columns.includes(column)),
    };
  });
}
