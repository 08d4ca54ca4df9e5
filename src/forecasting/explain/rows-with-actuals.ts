import type { FeatureRows } from '../features/feature-rows.ts';
import type { Panel } from '../panel.ts';

/** The rows of all windows that members forecast themselves and whose actual is known, in one table; actuals in units. */
export function rowsWithActuals(
  windows: readonly FeatureRows[],
  panel: Panel,
): { readonly rows: FeatureRows; readonly actual: Float64Array } {
  const kept = windows.map((rows) => ({ rows, chosen: knownRows(rows, panel) }));
  const numbers = (read: (rows: FeatureRows) => ArrayLike<number>): number[] =>
    kept.flatMap(({ rows, chosen }) => chosen.map((row) => read(rows)[row]!));
  const actual = kept.flatMap(({ rows, chosen }) => chosen.map((row) => unitsOf(rows, row, panel)));
  const first = windows[0]!;
  const width = first.columns.length;
  const values = new Float32Array(actual.length * width);
  let at = 0;
  for (const { rows, chosen } of kept) {
    for (const row of chosen) {
      values.set(rows.values.subarray(row * width, (row + 1) * width), at);
      at += width;
    }
  }
  return {
    rows: {
      ...first,
      values,
      series: Int32Array.from(numbers(({ series }) => series)),
      cutoff: Int32Array.from(numbers(({ cutoff }) => cutoff)),
      step: Int32Array.from(numbers(({ step }) => step)),
      target: Float64Array.from(numbers(({ target }) => target)),
      usable: new Uint8Array(actual.length).fill(1),
    },
    actual: Float64Array.from(actual),
  };
}

function knownRows(rows: FeatureRows, panel: Panel): number[] {
  return Array.from(rows.series.keys()).filter(
    (row) => rows.usable[row] === 1 && !Number.isNaN(unitsOf(rows, row, panel)),
  );
}

/** Units of a row's target week; NaN where they are missing or after the panel's cutoff. */
function unitsOf(rows: FeatureRows, row: number, panel: Panel): number {
  const week = rows.cutoff[row]! + rows.step[row]!;
  return week <= panel.cutoffIndex ? panel.units[rows.series[row]! * panel.weeks.length + week]! : Number.NaN;
}
