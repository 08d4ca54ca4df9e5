import { returnsColumn, type SourceKind } from '../../contracts/project.ts';
import type { Week } from '../../contracts/week.ts';
import { rowCount, type ColumnFilter } from '../../ports/table-engine.ts';
import { keyColumns, valueColumns } from '../conditioning/keys.ts';
import type { DatasetPorts } from '../ports.ts';
import { emptyMatrix, type SeriesGrid } from './series-grid.ts';
import type { SourceFiles } from './source-files.ts';
import { SourceTally } from './source-tally.ts';

export interface WeeklyColumns {
  /** Column name to matrix on the grid. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly tally: SourceTally;
}

/** The kinds whose values are known only once a week is over. */
const observedKinds: readonly SourceKind[] = ['observed', 'returns'];

/** Whether the columns of a kind of source end at the cutoff. */
export function isObserved(kind: SourceKind): boolean {
  return observedKinds.includes(kind);
}

/**
 * The values of one source of weekly rows on the grid: to the end of the horizon, or to the cutoff where they are observed. A
 * source without `store` or `item` in its rows holds for all of them. Rows of series without sales have no place in the grid.
 * The units of returns become the column `returns`.
 */
export async function fillWeekly(
  ports: DatasetPorts,
  { source, files }: SourceFiles,
  grid: SeriesGrid,
): Promise<WeeklyColumns> {
  const names = valueColumns(source);
  const parts = keyColumns(source).filter((name): name is 'store' | 'item' => name !== 'week');
  const tally = new SourceTally(source);
  const matrices = names.map(() => emptyMatrix(grid));
  const seriesOf = seriesByKey(grid, parts);
  const lastWeek = isObserved(source.kind) ? grid.weeks[grid.cutoffIndex] : grid.weeks.at(-1);
  const filled = new Uint8Array(grid.series.length * grid.weeks.length);

  for (const file of files) {
    const table = await ports.tables.readParquet(await ports.store.localPath(file.conditioned), {
      columns: [...parts, 'week', ...names],
      where: filters(grid, parts, lastWeek ?? ''),
    });
    const weeks = table['week'] as readonly string[];
    const keys = parts.map((part) => table[part] as readonly string[]);
    const values = names.map((name) => table[name] as Float64Array);
    let used = 0;
    for (let row = 0; row < rowCount(table); row += 1) {
      const series = seriesOf.get(keys.map((key) => key[row]).join('\u001f'));
      const week = grid.weekIndex(weeks[row] ?? '');
      if (!series || week === undefined) continue;
      used += 1;
      tally.sawWeek(weeks[row] ?? '');
      const cells = series.map((index) => index * grid.weeks.length + week);
      const given = values.map((column) => column[row] ?? Number.NaN);
      if (cells.some((cell) => filled[cell] === 1)) {
        const repeats = cells.every((cell) =>
          given.every((value, column) => Object.is(matrices[column]?.[cell], value)),
        );
        tally[repeats ? 'repeated' : 'corrected'] += 1;
      }
      for (const cell of cells) {
        filled[cell] = 1;
        matrices.forEach((matrix, column) => (matrix[cell] = given[column] ?? Number.NaN));
      }
    }
    if (used > 0) tally.files.push(file);
    tally.rows += used;
  }
  return {
    columns: Object.fromEntries(
      names.map((name, index) => [columnOf(source.kind, name), matrices[index] ?? emptyMatrix(grid)]),
    ),
    tally,
  };
}

function columnOf(kind: SourceKind, name: string): string {
  return kind === 'returns' ? returnsColumn : name;
}

function filters(grid: SeriesGrid, parts: readonly ('store' | 'item')[], lastWeek: Week): readonly ColumnFilter[] {
  const distinct = (part: 'store' | 'item') => [...new Set(grid.series.map((series) => series[part]))];
  return [{ column: 'week', atMost: lastWeek }, ...parts.map((part) => ({ column: part, in: distinct(part) }))];
}

function seriesByKey(grid: SeriesGrid, parts: readonly ('store' | 'item')[]): ReadonlyMap<string, readonly number[]> {
  const byKey = new Map<string, number[]>();
  grid.series.forEach((series, index) => {
    const key = parts.map((part) => series[part]).join('\u001f');
    const indexes = byKey.get(key);
    if (indexes) indexes.push(index);
    else byKey.set(key, [index]);
  });
  return byKey;
}
