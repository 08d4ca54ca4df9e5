import type { BlockColumn, BlockTable } from '../../ports/table-engine.ts';
import type { Series, SeriesGrid } from './series-grid.ts';

/** The grid as rows, those left out that have no value at all: ordered by format, item, store, week. */
export function panelTable(grid: SeriesGrid, matrices: Readonly<Record<string, Float64Array>>): BlockTable {
  const width = grid.weeks.length;
  const cells = cellsWithValues(grid.series.length * width, Object.values(matrices));
  const seriesText = (name: keyof Series) => {
    const texts = [...new Set(grid.series.map((series) => series[name]))].sort();
    const codes = codesOf(texts);
    const bySeries = grid.series.map((series) => codes.get(series[name])!);
    return textColumn(texts, cells, (cell) => bySeries[Math.floor(cell / width)]!);
  };
  const values = Object.entries(matrices).map(([name, matrix]) => [name, numberColumn(matrix, cells)] as const);
  return {
    rows: cells.length,
    columns: {
      format: seriesText('format'),
      store: seriesText('store'),
      item: seriesText('item'),
      week: textColumn(grid.weeks, cells, (cell) => (cell % width) + 1),
      ...Object.fromEntries(values),
    },
  };
}

function cellsWithValues(count: number, matrices: readonly Float64Array[]): Uint32Array {
  const cells = new Uint32Array(count);
  let kept = 0;
  for (let cell = 0; cell < count; cell += 1) {
    if (matrices.some((matrix) => !Number.isNaN(matrix[cell]))) cells[kept++] = cell;
  }
  return cells.subarray(0, kept);
}

/** Codes as a table in blocks counts them: 0 is a missing text. */
function codesOf(texts: readonly string[]): ReadonlyMap<string, number> {
  return new Map(texts.map((text, index) => [text, index + 1]));
}

function textColumn(texts: readonly string[], cells: Uint32Array, codeOf: (cell: number) => number): BlockColumn {
  return { texts, blocks: [cells.map(codeOf)] };
}

function numberColumn(matrix: Float64Array, cells: Uint32Array): BlockColumn {
  // Where every cell has its row, the matrix is the column.
  if (cells.length === matrix.length) return { blocks: [matrix] };
  return { blocks: [Float64Array.from(cells, (cell) => matrix[cell]!)] };
}
