import type { DatasetManifest, DatasetPartition } from '../contracts/dataset.ts';
import { weeksBetween } from '../contracts/week.ts';

/** What a later dataset version has that an earlier one of the region had not. */
export interface DatasetChanges {
  /** Weeks from the earlier cutoff to the later one; negative where the later version looks further back. */
  readonly newWeeks: number;
  /** Whether columns came, went or changed their type or role. */
  readonly schemaChanged: boolean;
  /** Partitions whose data differ, those that are new, and those that are gone. */
  readonly partitions: readonly {
    readonly format: string;
    readonly item: string;
    readonly change: 'changed' | 'added' | 'removed';
    /** Weeks with units now less those before. */
    readonly newRows: number;
  }[];
}

/**
 * Compares two dataset versions by their manifests alone. A later cutoff brings new weeks and so changes; the same
 * cutoff over the same data does not, even where files came again or the code has another version.
 */
export function datasetChanges(earlier: DatasetManifest, later: DatasetManifest): DatasetChanges {
  const before = new Map(earlier.partitions.map((partition) => [partitionKey(partition), partition]));
  const after = new Set(later.partitions.map(partitionKey));
  const partitions: DatasetChanges['partitions'][number][] = [];
  for (const partition of later.partitions) {
    const { format, item, hash, rows } = partition;
    const known = before.get(partitionKey(partition));
    if (known?.hash === hash) continue;
    partitions.push({ format, item, change: known ? 'changed' : 'added', newRows: rows - (known?.rows ?? 0) });
  }
  for (const partition of earlier.partitions) {
    if (after.has(partitionKey(partition))) continue;
    const { format, item, rows } = partition;
    partitions.push({ format, item, change: 'removed', newRows: -rows });
  }
  return {
    newWeeks: weeksBetween(earlier.cutoff, later.cutoff),
    schemaChanged: earlier.schemaFingerprint !== later.schemaFingerprint,
    partitions,
  };
}

function partitionKey({ format, item }: DatasetPartition): string {
  return `${format}\u001f${item}`;
}
