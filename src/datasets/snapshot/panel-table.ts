import type { Columns } from '../../ports/table-engine.ts';
import type { SeriesGrid } from './series-grid.ts';

/** The grid as rows, those left out that have no value at all: ordered by format, item, store, week. */
export function panelTable(grid: SeriesGrid, matrices: Readonly<Record<string, Float64Array>>): Columns {
  const all = Object.values(matrices);
  const width = grid.weeks.length;
  const cells: number[] = [];
  for (let cell = 0; cell < grid.series.length * width; cell += 1) {
    if (all.some((matrix) => !Number.isNaN(matrix[cell]))) cells.push(cell);
  }
  const seriesText = (name: 'format' | 'store' | 'item') =>
    cells.map((cell) => grid.series[Math.floor(cell / width)]?.[name] ?? null);
  const values = Object.entries(matrices).map(([name, matrix]) => {
    return [name, Float64Array.from(cells, (cell) => matrix[cell] ?? Number.NaN)] as const;
  });
  return {
    format: seriesText('format'),
    store: seriesText('store'),
    item: seriesText('item'),
    week: cells.map((cell) => grid.weeks[cell % width] ?? null),
    ...Object.fromEntries(values),
  };
}
