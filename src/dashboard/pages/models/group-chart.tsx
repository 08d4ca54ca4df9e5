import { useCallback, type ReactNode } from 'react';
import { Chart, type Plot } from '../../parts/chart.tsx';
import { lineColours } from '../../parts/line-colours.ts';
import type { Group } from './backtest-groups.ts';

interface Props {
  readonly label: string;
  readonly groups: readonly Group[];
  readonly table: ReactNode;
}

const shown = [
  ['ensemble', 'ensemble'],
  ['seasonal', 'seasonal'],
  ['baseline', 'mean of the past'],
] as const;

/** WAPE of the ensemble and of its yardsticks along a course: weeks ahead, or windows. */
export function GroupChart({ label, groups, table }: Props) {
  const draw = useCallback(
    (plot: Plot, width: number) => {
      const lines = groups.flatMap(({ name, metrics }) =>
        shown.flatMap(([forecaster, of]) => {
          const wape = metrics[forecaster]?.wape;
          return typeof wape === 'number' ? [{ name, of, wape }] : [];
        }),
      );
      const names = shown.map(([, of]) => of).filter((of) => lines.some((line) => line.of === of));
      return {
        height: Math.min(260, width * 0.6),
        x: { type: 'point' as const, label: null, domain: groups.map(({ name }) => name) },
        y: { label: 'WAPE', tickFormat: '.0%', grid: true, zero: true },
        color: { legend: true, domain: names, range: [lineColours[0], lineColours[1], lineColours[5]] },
        marks: [plot.lineY(lines, { x: 'name', y: 'wape', stroke: 'of', marker: true })],
      };
    },
    [groups],
  );
  return (
    <Chart
      label={`${label}, of the ensemble, the seasonal forecast and the mean of the past`}
      draw={draw}
      table={table}
    />
  );
}
