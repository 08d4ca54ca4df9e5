import { Text } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { mape, percent, plainNumber, signedPercent } from '../../format/numbers.ts';
import { byForecaster, forecasterLabel } from '../../format/names.ts';
import { Chart, type Plot } from '../../parts/chart.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { FlooredNote } from '../../parts/floored-note.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Notice } from '../../parts/notice.tsx';
import { weekAxis } from '../../parts/week-axis.ts';
import type { Details } from '../region/outcomes.ts';
import { errorsByWeek, type WeekErrors } from './errors-by-week.ts';

type Evaluation = NonNullable<Details['result']>['evaluation'];

/** How published forecasts did against what was sold, next to the mean of the past. */
export function Realised({ evaluation }: { readonly evaluation: Evaluation }) {
  const { rows, metrics, segments, failure } = evaluation;
  const weeks = useMemo(() => errorsByWeek(segments ?? {}), [segments]);
  if (failure !== undefined) {
    return (
      <Notice tone="warn" title="They could not be evaluated; the next cycle tries again">
        {failure}
      </Notice>
    );
  }
  if (rows === 0) return <Empty title="No sales have arrived yet for a week that was forecast" />;
  const forecasters = byForecaster(metrics);
  return (
    <>
      <Text size="sm">{plainNumber(rows)} forecasts have their actual sales.</Text>
      {weeks.length > 1 && <WeeksChart weeks={weeks} />}
      <DataTable
        caption="Realised errors by forecaster"
        columns={columnsFor(Object.values(metrics))}
        rows={forecasters}
        keyOf={([name]) => name}
        minWidth={520}
      />
      <FlooredNote of={Object.values(metrics)} />
    </>
  );
}

type Figures = [string, NonNullable<Evaluation['metrics']['ensemble']>];

/** @param all the errors of all rows */
function columnsFor(all: readonly Figures[1][]): readonly Column<Figures>[] {
  return [
    { name: 'Forecaster', show: ([name]) => forecasterLabel(name) },
    { name: 'MAPE', kind: 'number', show: ([, errors]) => mape(errors, all) },
    { name: 'WAPE', kind: 'number', show: ([, { wape }]) => percent(wape) },
    { name: 'Bias', kind: 'number', show: ([, { bias }]) => signedPercent(bias) },
    { name: 'RMSE 0, units', kind: 'number', show: ([, { rmse0 }]) => plainNumber(rmse0) },
    { name: 'RMSE all, units', kind: 'number', show: ([, { rmseAll }]) => plainNumber(rmseAll) },
  ];
}

const weekColumns: readonly Column<WeekErrors>[] = [
  { name: 'Week', show: ({ week }) => week },
  { name: 'Published, WAPE', kind: 'number', show: ({ published }) => percent(published) },
  { name: 'Mean of the past, WAPE', kind: 'number', show: ({ baseline }) => percent(baseline) },
  { name: 'Units sold', kind: 'number', show: ({ units }) => plainNumber(units) },
];

function WeeksChart({ weeks }: { readonly weeks: readonly WeekErrors[] }) {
  const draw = useCallback(
    (plot: Plot, width: number) => {
      const lines = weeks.flatMap(({ week, published, baseline }) => [
        { week: new Date(week), error: published, of: 'published' },
        { week: new Date(week), error: baseline, of: 'mean of the past' },
      ]);
      return {
        height: Math.min(260, width * 0.6),
        y: { label: 'WAPE', tickFormat: '.0%', grid: true, zero: true },
        x: weekAxis(
          weeks.map(({ week }) => week),
          width,
        ),
        color: { legend: true, domain: ['published', 'mean of the past'], range: ['#1098ad', '#8a939c'] },
        marks: [plot.lineY(lines, { x: 'week', y: 'error', stroke: 'of', marker: true })],
      };
    },
    [weeks],
  );
  return (
    <Chart
      label="Realised error by week, of what was published and of the mean of the past"
      draw={draw}
      table={
        <DataTable
          caption="Realised error by week"
          columns={weekColumns}
          rows={weeks}
          keyOf={({ week }) => week}
          minWidth={420}
        />
      }
    />
  );
}
