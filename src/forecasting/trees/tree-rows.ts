import type { FeatureRows } from '../features/feature-rows.ts';
import type { Panel } from '../panel.ts';
import { seriesValues } from './series-columns.ts';
import type { TreesState } from './trees-state.ts';

/** Reads rows as trees do: feature columns first, then those of the series. */
export function treeRowReader(
  { series }: Pick<TreesState, 'series'>,
  { series: ofRow, columns, values }: FeatureRows,
  panel: Panel,
): (row: number) => (column: number) => number {
  const width = columns.length;
  const known = [...new Set(ofRow)];
  const positionOf = new Map(known.map((one, position) => [one, position]));
  const ofSeries = seriesValues(series, panel, Int32Array.from(known));
  return (row) => {
    const position = positionOf.get(ofRow[row]!)!;
    return (column) => (column < width ? values[row * width + column]! : ofSeries[column - width]![position]!);
  };
}
