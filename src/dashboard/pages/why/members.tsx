import { percent, plainNumber } from '../../format/numbers.ts';
import { forecasterLabel } from '../../format/names.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import type { Explanation } from './steps.ts';
import { treesInWords } from './trees-in-words.ts';

type Member = [name: string, facts: NonNullable<Explanation['members']['lasso']>];

/** What each member forecast, and how much it counts. */
export function Members({ forecast }: { readonly forecast: Explanation }) {
  const { seasonal, trees } = forecast;
  const columns: readonly Column<Member>[] = [
    { name: 'Member', show: ([name]) => forecasterLabel(name) },
    { name: 'Forecast, units', kind: 'number', show: ([, { units }]) => plainNumber(units) },
    { name: 'Weight', kind: 'number', show: ([, { weight }]) => percent(weight, 0) },
    {
      name: 'How',
      kind: 'wide',
      show: ([name]) =>
        name === 'seasonal' && seasonal
          ? `${plainNumber(seasonal.level)} in a mean week × growth ${plainNumber(seasonal.growth)} × season ${plainNumber(seasonal.season)}${seasonal.note === '' ? '' : ` (${seasonal.note})`}`
          : name === 'network'
            ? 'a neural network, which has no explanation by feature'
            : name === 'trees'
              ? treesInWords(trees)
              : 'a regression, explained below',
    },
  ];
  return (
    <DataTable
      caption="Members of the ensemble"
      columns={columns}
      rows={Object.entries(forecast.members)}
      keyOf={([name]) => name}
      minWidth={520}
    />
  );
}
