/**
 * The order in which rows of one part come one after the other: by day, then by group, then as they are. `undefined` where they are in this
 * order already.
 *
 * @param groups per row, from 0; left out where they do not matter
 * @param days per row; left out where rows have none
 */
export function partOrder(groups: Int32Array | undefined, days: Int32Array | undefined): Int32Array | undefined {
  const byGroup = !groups || isAscending(groups) ? undefined : sortedBy(groups, undefined);
  if (!days) return byGroup;
  return !byGroup && isAscending(days) ? undefined : sortedBy(days, byGroup);
}

function isAscending(values: Int32Array): boolean {
  for (let row = 1; row < values.length; row += 1) if (values[row]! < values[row - 1]!) return false;
  return true;
}

/** A stable counting sort of row numbers: keys span a few thousand days or files, rows are millions. */
function sortedBy(keys: Int32Array, order: Int32Array | undefined): Int32Array {
  let [low, high] = [Infinity, -Infinity];
  for (const key of keys) {
    if (key < low) low = key;
    if (key > high) high = key;
  }
  const start = new Int32Array(high - low + 2);
  for (const key of keys) start[key - low + 1]! += 1;
  for (let key = 1; key < start.length; key += 1) start[key]! += start[key - 1]!;
  const sorted = new Int32Array(keys.length);
  for (let index = 0; index < keys.length; index += 1) {
    const row = order ? order[index]! : index;
    const key = keys[row]! - low;
    sorted[start[key]!] = row;
    start[key]! += 1;
  }
  return sorted;
}
