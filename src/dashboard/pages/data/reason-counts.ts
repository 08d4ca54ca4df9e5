import type { AnswerOf } from '../../../app/operations.ts';

/** Rows of a source that were set aside for a reason. */
export interface ReasonCount {
  readonly source: string;
  readonly reason: string;
  readonly rows: number;
  readonly files: number;
  /** The file with most of them. */
  readonly mostIn: string;
}

/** Counts over all files, the largest first. */
export function reasonCounts(counts: AnswerOf<'quarantine.list'>): readonly ReasonCount[] {
  const groups = Map.groupBy(counts, ({ source, reason }) => JSON.stringify([source, reason]));
  return [...groups.values()]
    .map((all): ReasonCount => {
      const [{ source, reason, file: mostIn }] = all.toSorted((a, b) => b.rows - a.rows) as [(typeof all)[number]];
      return { source, reason, rows: all.reduce((sum, { rows }) => sum + rows, 0), files: all.length, mostIn };
    })
    .toSorted((a, b) => b.rows - a.rows);
}
