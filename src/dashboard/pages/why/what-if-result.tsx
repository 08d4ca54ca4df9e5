import { Text } from '@mantine/core';
import { factorOf, plainNumber, signedPercent, units } from '../../format/numbers.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Notice } from '../../parts/notice.tsx';
import { partName, totalsOf, type WhatIf, type WhatIfWeek } from './plan.ts';

/** Parts of a change that a table names; the command line and the API have all. */
const partsNamed = 3;

/** Forecasts as planned and as changed, week by week, and what the change goes through. */
export function WhatIfResult({ answer }: { readonly answer: WhatIf }) {
  const weeks = answer.series.flatMap((one) => one.weeks);
  const { before, after } = totalsOf(weeks);
  return (
    <>
      <Text role="status">
        <strong>{units(after)}</strong> instead of {units(before)} over the weeks that are forecast
        {before > 0 ? ` (${signedPercent(after / before - 1)})` : ''}, counted by the mean.
      </Text>
      {answer.warnings.map(({ code, lever, text }) => (
        <Notice key={`${code} ${lever}`} tone="warn" title="Take this with care">
          {text}.
        </Notice>
      ))}
      <DataTable
        caption="Forecasts as planned and as changed"
        columns={columnsOf(weeks)}
        rows={weeks}
        keyOf={({ week }) => week}
        minWidth={760}
      />
    </>
  );
}

function columnsOf(weeks: readonly WhatIfWeek[]): readonly Column<WhatIfWeek>[] {
  const levers = weeks[0]?.levers ?? [];
  return [
    { name: 'Week', show: ({ week }) => week },
    ...levers.map(({ lever }, index): Column<WhatIfWeek> => ({
      name: lever,
      kind: 'number',
      show: (week) => fromTo(plainNumber(week.levers[index]?.planned), plainNumber(week.levers[index]?.changed)),
    })),
    {
      name: 'Forecast, units',
      kind: 'number',
      show: ({ before, after }) => fromTo(plainNumber(before.forecast), plainNumber(after.forecast)),
    },
    {
      name: 'P10',
      kind: 'number',
      show: ({ before, after }) => fromTo(plainNumber(before.p10), plainNumber(after.p10)),
    },
    {
      name: 'P90',
      kind: 'number',
      show: ({ before, after }) => fromTo(plainNumber(before.p90), plainNumber(after.p90)),
    },
    {
      name: 'Changed by',
      kind: 'number',
      show: ({ before, after }) => factorOf(Math.log1p(after.forecast) - Math.log1p(before.forecast)),
    },
    {
      name: 'Through',
      kind: 'wide',
      show: ({ parts }) =>
        parts
          .slice(0, partsNamed)
          .map((part) => `${partName(part)} ${factorOf(part.logUnits)}`)
          .join('; '),
    },
  ];
}

function fromTo(before: string, after: string): string {
  return before === after ? before : `${before} → ${after}`;
}
