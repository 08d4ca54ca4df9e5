import { attributeColumn, sliceColumns, sliceNames, sliceRows, type SliceName } from '../../contracts/slices.ts';
import type { BacktestFile, SlicesOf } from '../../experiments/compare-backtests.ts';
import { refusal } from '../refusal.ts';

/** Columns that rows are distinguished by as they are. */
const plainColumns = ['region', 'format', 'velocity', 'store', 'item', 'cutoff', 'week', 'step'] as const;

/** What the rows of two files can be compared by, in words. */
export const comparedByText = `${[...plainColumns, ...sliceNames].join(', ')}, or the name of a store attribute`;

/** How the rows of a file are distinguished. Throws `Refusal` where the file cannot say. */
export function slicesOfFile({ file, columns }: BacktestFile, by: string): SlicesOf {
  const isSlice = (name: string): name is SliceName => (sliceNames as readonly string[]).includes(name);
  const plain = (plainColumns as readonly string[]).includes(by);
  const name = plain ? by : isSlice(by) ? sliceColumns[by] : attributeColumn(by.replace(/^store\./, ''));
  const column = columns[name];
  if (!column) throw refusal('rows-without-group', { file, by, column: name, known: knownOf(columns) });
  const valueOf = (row: number) => column[row] ?? '';
  if (isSlice(by)) return (rows) => sliceRows(by, valueOf, rows);
  if (!plain || by === 'step') return (rows) => sliceRows('values', valueOf, rows);
  return (rows) =>
    [...Map.groupBy(rows, valueOf)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, some]) => ({ group, rows: some }));
}

function knownOf(columns: BacktestFile['columns']): readonly string[] {
  const attributes = Object.keys(columns).filter((name) => name.startsWith(attributeColumn('')));
  return [
    ...plainColumns.filter((name) => columns[name]),
    ...sliceNames.filter((name) => columns[sliceColumns[name]]),
    ...attributes.map((name) => name.slice(attributeColumn('').length)),
  ];
}
