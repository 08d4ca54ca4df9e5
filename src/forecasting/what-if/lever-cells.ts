import type { Panel } from '../panel.ts';

/** A value of a known-ahead column in the place of the planned one. */
export interface LeverCell {
  readonly lever: string;
  /** Index of the series in the panel. */
  readonly series: number;
  /** Index of the week in the panel. */
  readonly week: number;
  readonly value: number;
}

/** The panel with other known-ahead values; everything else is shared with it. */
export function withLeverCells(panel: Panel, cells: readonly LeverCell[]): Panel {
  if (cells.length === 0) return panel;
  const width = panel.weeks.length;
  const changed = new Map<string, Float64Array>();
  for (const { lever, series, week, value } of cells) {
    const column = changed.get(lever) ?? panel.knownAhead[lever]!.slice();
    changed.set(lever, column);
    column[series * width + week] = value;
  }
  return { ...panel, knownAhead: { ...panel.knownAhead, ...Object.fromEntries(changed) } };
}
