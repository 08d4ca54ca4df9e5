import { attributeColumn, sliceColumns, sliceNames, sliceRows, type SliceName } from '../../contracts/slices.ts';
import type { BacktestFile, SlicesOf } from '../../experiments/compare-backtests.ts';
import { UsageError } from '../usage.ts';

/** Columns that rows are distinguished by as they are. */
const plainColumns = ['region', 'format', 'velocity', 'store', 'item', 'cutoff', 'week', 'step'] as const;

/** What `compare --by` takes, in words. */
export const comparedByText = `${[...plainColumns, ...sliceNames].join(', ')}, or the name of a store attribute`;

/** How the rows of a file are distinguished. Throws `UsageError` where the file cannot say. */
export function slicesOfFile({ file, columns }: BacktestFile, by: string): SlicesOf {
  const isSlice = (name: string): name is SliceName => (sliceNames as readonly string[]).includes(name);
  const plain = (plainColumns as readonly string[]).includes(by);
  const name = plain ? by : isSlice(by) ? sliceColumns[by] : attributeColumn(by.replace(/^store\./, ''));
  const column = columns[name];
  if (!column)
    throw new UsageError(
      `${file} has no column ${name} to compare by ${by}; it can be compared by ${knownText(columns)}`,
    );
  const valueOf = (row: number) => column[row] ?? '';
  if (isSlice(by)) return (rows) => sliceRows(by, valueOf, rows);
  if (!plain || by === 'step') return (rows) => sliceRows('values', valueOf, rows);
  return (rows) =>
    [...Map.groupBy(rows, valueOf)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, some]) => ({ group, rows: some }));
}

function knownText(columns: BacktestFile['columns']): string {
  const attributes = Object.keys(columns).filter((name) => name.startsWith(attributeColumn('')));
  return [
    ...plainColumns.filter((name) => columns[name]),
    ...sliceNames.filter((name) => columns[sliceColumns[name]]),
    ...attributes.map((name) => name.slice(attributeColumn('').length)),
  ].join(', ');
}
