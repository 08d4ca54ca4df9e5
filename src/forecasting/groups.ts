/** Positions by the value of a column, the values in rising order. */
export function groupsOf<T extends string | number>(column: readonly T[]): [T, number[]][] {
  return [...Map.groupBy(column.keys(), (row) => column[row]!)].sort(([a], [b]) => (a < b ? -1 : 1));
}
