/** By which column rows are sorted. */
export interface SortOrder {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

const words = new Intl.Collator('en', { numeric: true });

/** Rows in order. What has no value comes last in both directions. */
export function sorted<Row>(
  rows: readonly Row[],
  by: (row: Row) => string | number | undefined,
  { direction }: Pick<SortOrder, 'direction'>,
): readonly Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [left, right] = [by(a), by(b)];
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
    const difference =
      typeof left === 'number' && typeof right === 'number' ? left - right : words.compare(String(left), String(right));
    return sign * difference;
  });
}
