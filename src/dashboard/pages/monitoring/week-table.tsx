import { percent, plainNumber, signedPercent } from '../../format/numbers.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import type { RealisedWeek } from './achieved.ts';

const columns: readonly Column<RealisedWeek>[] = [
  { name: 'Week', by: ({ week }) => week, show: ({ week }) => week },
  { name: 'Units sold', kind: 'number', by: ({ units }) => units, show: ({ units }) => plainNumber(units) },
  { name: 'WAPE', kind: 'number', by: ({ wape }) => wape ?? undefined, show: ({ wape }) => percent(wape) },
  { name: 'Mean of the past, WAPE', kind: 'number', show: ({ baselineWape }) => percent(baselineWape) },
  { name: 'MAPE', kind: 'number', by: ({ mape }) => mape ?? undefined, show: ({ mape }) => percent(mape) },
  { name: 'Bias', kind: 'number', by: ({ bias }) => bias ?? undefined, show: ({ bias }) => signedPercent(bias) },
  { name: 'Inside P10–P90', kind: 'number', show: ({ coverage }) => percent(coverage) },
  { name: 'Forecasts', kind: 'number', show: ({ rows }) => plainNumber(rows) },
];

/** Realised figures week by week, the newest first. */
export function WeekTable({ weeks }: { readonly weeks: readonly RealisedWeek[] }) {
  return (
    <DataTable
      caption="Realised errors by week"
      columns={columns}
      rows={weeks.toReversed()}
      keyOf={({ week }) => week}
      minWidth={760}
    />
  );
}
