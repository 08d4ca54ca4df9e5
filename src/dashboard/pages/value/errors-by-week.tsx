import { useCallback } from 'react';
import { percent, plainNumber } from '../../format/numbers.ts';
import { Chart, type Plot } from '../../parts/chart.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { hasMarkers } from '../../parts/markers.ts';
import { weekAxis } from '../../parts/week-axis.ts';
import { wapeOf, type ValueWeek } from './value-words.ts';

const colours = { published: '#1098ad', 'mean of the past': '#8a939c', 'last year': '#c77d0a' } as const;

/** WAPE by week of what was published, of the mean of the past and of last year's same week. */
export function ErrorsByWeek({ weeks }: { readonly weeks: readonly ValueWeek[] }) {
  const draw = useCallback(
    (plot: Plot, width: number) => {
      const points = weeks.flatMap((one) => {
        const week = new Date(one.week);
        return [
          { week, error: wapeOf(one.error, one.units), of: 'published' },
          { week, error: wapeOf(one.baselineError, one.units), of: 'mean of the past' },
          { week, error: wapeOf(one.lastYear.error, one.lastYear.units), of: 'last year' },
        ];
      });
      // What has no point has no place in the legend.
      const named = Object.entries(colours).filter(([name]) =>
        points.some(({ of, error }) => of === name && error !== null),
      );
      return {
        height: Math.min(280, width * 0.6),
        y: { label: 'WAPE', tickFormat: '.0%', grid: true, zero: true },
        x: weekAxis(
          weeks.map(({ week }) => week),
          width,
        ),
        color: { legend: true, domain: named.map(([name]) => name), range: named.map(([, colour]) => colour) },
        marks: [plot.lineY(points, { x: 'week', y: 'error', stroke: 'of', marker: hasMarkers(weeks.length, width) })],
      };
    },
    [weeks],
  );
  const table = (
    <DataTable
      caption="Errors by week"
      columns={columns}
      rows={weeks.toReversed()}
      keyOf={({ week }) => week}
      minWidth={640}
    />
  );
  if (weeks.length < 2) return table;
  return (
    <Chart
      label="WAPE by week of what was published, of the mean of the past and of last year's same week"
      draw={draw}
      table={table}
    />
  );
}

const columns: readonly Column<ValueWeek>[] = [
  { name: 'Week', by: ({ week }) => week, show: ({ week }) => week },
  { name: 'Forecast from', show: ({ cutoff }) => cutoff },
  { name: 'Units sold', kind: 'number', by: ({ units }) => units, show: ({ units }) => plainNumber(units) },
  { name: 'Published', kind: 'number', show: ({ error, units }) => percent(wapeOf(error, units)) },
  {
    name: 'Mean of the past',
    kind: 'number',
    show: ({ baselineError, units }) => percent(wapeOf(baselineError, units)),
  },
  {
    name: 'Last year',
    kind: 'number',
    show: ({ lastYear }) => percent(wapeOf(lastYear.error, lastYear.units)),
  },
  {
    name: 'Published, on rows with a last year',
    kind: 'number',
    show: ({ lastYear }) => percent(wapeOf(lastYear.published, lastYear.units)),
  },
];
