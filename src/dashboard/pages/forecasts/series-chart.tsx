import { useCallback } from 'react';
import { plainNumber } from '../../format/numbers.ts';
import { Chart, type Plot } from '../../parts/chart.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import type { ForecastRow } from './rows.ts';

/** A series' forecast with its interval, and the mean of its past. */
export function SeriesChart({ rows }: { readonly rows: readonly ForecastRow[] }) {
  const draw = useCallback(
    (plot: Plot, width: number) => {
      const label = (y: string, name: string) => ({ ...{ x: 'week', y, dy: -8 }, text: () => name });
      const dated = rows.map((row) => ({ ...row, week: new Date(row.week) }));
      return {
        height: Math.min(280, width * 0.6),
        y: { label: 'units', grid: true, zero: true },
        x: { label: null, type: 'utc' as const, ticks: dated.map(({ week }) => week), tickFormat: '%d %b' },
        marks: [
          plot.areaY(dated, { x: 'week', y1: 'p10', y2: 'p90', fill: '#1098ad', fillOpacity: 0.2 }),
          plot.ruleX(dated, { x: 'week', y1: 'p10', y2: 'p90', stroke: '#1098ad', strokeWidth: 2 }),
          plot.lineY(dated, { x: 'week', y: 'forecast', stroke: '#1098ad', strokeWidth: 2, marker: true }),
          plot.lineY(dated, { x: 'week', y: 'baseline', stroke: '#8a939c', strokeDasharray: '4 3' }),
          plot.text(dated.slice(0, 1), { ...label('baseline', 'mean of the past'), textAnchor: 'start', dx: 6 }),
          plot.text(dated.slice(-1), { ...label('forecast', 'forecast'), textAnchor: 'end', dx: -6 }),
        ],
      };
    },
    [rows],
  );
  return (
    <Chart
      label="Forecast by week with its P10–P90 interval and the mean of the past"
      draw={draw}
      table={
        <DataTable caption="Forecast by week" columns={columns} rows={rows} keyOf={({ week }) => week} minWidth={420} />
      }
    />
  );
}

const columns: readonly Column<ForecastRow>[] = [
  { name: 'Week', show: ({ week }) => week },
  { name: 'P10', kind: 'number', show: ({ p10 }) => plainNumber(p10) },
  { name: 'Forecast', kind: 'number', show: ({ forecast }) => plainNumber(forecast) },
  { name: 'P90', kind: 'number', show: ({ p90 }) => plainNumber(p90) },
  { name: 'Mean of the past', kind: 'number', show: ({ baseline }) => plainNumber(baseline) },
];
