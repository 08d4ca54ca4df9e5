import { plainNumber, signed } from '../format/numbers.ts';
import { DataTable, type Column } from './data-table.tsx';
import { offBy, type ItemErrors } from './paired-errors.ts';

interface Props {
  readonly caption: string;
  readonly items: readonly ItemErrors[];
  /** What the models are called: `Challenger`, `Champion`. */
  readonly names: readonly [first: string, second: string];
}

/** Items with the errors of two models: how far off, and in which direction. */
export function ItemErrorsTable({ caption, items, names }: Props) {
  const hasMoney = items.some(({ money }) => money !== undefined);
  return (
    <DataTable
      caption={caption}
      columns={hasMoney ? columnsFor(names) : columnsFor(names).filter(({ name }) => name !== moneyColumn)}
      rows={items}
      keyOf={({ item }) => item}
      minWidth={680}
    />
  );
}

const moneyColumn = 'Difference in money';

function columnsFor([first, second]: Props['names']): readonly Column<ItemErrors>[] {
  return [
    { name: 'Item', by: ({ item }) => item, show: ({ item }) => item },
    { name: 'Sold, units', kind: 'number', by: ({ sold }) => sold, show: ({ sold }) => plainNumber(sold) },
    {
      ...{ name: `${first} off by`, kind: 'number' as const },
      by: (one) => offBy(one.first),
      show: (one) => plainNumber(offBy(one.first)),
    },
    {
      ...{ name: `${second} off by`, kind: 'number' as const },
      by: (one) => offBy(one.second),
      show: (one) => plainNumber(offBy(one.second)),
    },
    {
      ...{ name: 'Difference, units', kind: 'number' as const },
      by: (one) => offBy(one.first) - offBy(one.second),
      show: (one) => change(offBy(one.first) - offBy(one.second)),
    },
    {
      ...{ name: moneyColumn, kind: 'number' as const },
      by: ({ money }) => money && offBy(money.first) - offBy(money.second),
      show: ({ money }) => (money ? change(offBy(money.first) - offBy(money.second)) : 'no price'),
    },
    { name: `${first} is`, show: (one) => leaning(one.first) },
  ];
}

function change(difference: number): string {
  return signed(difference, Math.abs(difference) < 100 ? 1 : 0);
}

/** Whether a model's errors lie above or below what was sold. */
function leaning({ over, under }: ItemErrors['first']): string {
  const total = over + under;
  if (total === 0) return 'exact';
  const share = Math.max(over, under) / total;
  if (share < 0.6) return 'off both ways';
  return `${over > under ? 'too high' : 'too low'} (${Math.round(share * 100)}%)`;
}
