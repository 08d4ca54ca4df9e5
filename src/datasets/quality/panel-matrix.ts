import type { Panel } from '../../forecasting/panel.ts';

/** The values of a column of the panel, series by series; `undefined` where it has none of that name. */
export function matrixOf(panel: Panel, column: string): Float64Array | undefined {
  return column === 'units' ? panel.units : (panel.knownAhead[column] ?? panel.observed[column]);
}
