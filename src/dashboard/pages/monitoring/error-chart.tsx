import { useCallback } from 'react';
import { percent } from '../../format/numbers.ts';
import { Chart, type Plot } from '../../parts/chart.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { hasMarkers } from '../../parts/markers.ts';
import { weekAxis } from '../../parts/week-axis.ts';
import type { RealisedWeek } from './achieved.ts';

interface Props {
  readonly weeks: readonly RealisedWeek[];
  /** WAPE of the champion's backtest. */
  readonly promised: number | undefined;
}

/** WAPE by week, of what was published and of the mean of the past, with what was promised. */
export function ErrorChart({ weeks, promised }: Props) {
  const draw = useCallback(
    (plot: Plot, width: number) => {
      const lines = weeks.flatMap(({ week, wape, baselineWape }) => [
        { week: new Date(week), error: wape, of: 'published' },
        { week: new Date(week), error: baselineWape, of: 'mean of the past' },
      ]);
      return {
        height: Math.min(280, width * 0.6),
        y: { label: 'WAPE', tickFormat: '.0%', grid: true, zero: true },
        x: weekAxis(
          weeks.map(({ week }) => week),
          width,
        ),
        color: { legend: true, domain: ['published', 'mean of the past'], range: ['#1098ad', '#8a939c'] },
        marks: [
          ...(promised === undefined ? [] : [plot.ruleY([promised], { stroke: '#1098ad', strokeDasharray: '4 3' })]),
          plot.lineY(lines, { x: 'week', y: 'error', stroke: 'of', marker: hasMarkers(weeks.length, width) }),
        ],
      };
    },
    [weeks, promised],
  );
  const promise = promised === undefined ? '' : `; the backtest promised ${percent(promised)} (dashed)`;
  return (
    <Chart
      label={`Realised WAPE by week, of what was published and of the mean of the past${promise}`}
      draw={draw}
      table={
        <DataTable caption="WAPE by week" columns={columns} rows={weeks} keyOf={({ week }) => week} minWidth={360} />
      }
    />
  );
}

const columns: readonly Column<RealisedWeek>[] = [
  { name: 'Week', show: ({ week }) => week },
  { name: 'Published', kind: 'number', show: ({ wape }) => percent(wape) },
  { name: 'Mean of the past', kind: 'number', show: ({ baselineWape }) => percent(baselineWape) },
];
