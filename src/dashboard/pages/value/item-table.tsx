import { plainNumber, signedPercent } from '../../format/numbers.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { savingOf, type ItemValue } from './value-words.ts';

interface Props {
  readonly side: 'over' | 'under';
  readonly items: readonly ItemValue[];
  /** Whether the data have a price. */
  readonly money: boolean;
}

/** The items whose forecasts were most over, or under, what was sold. */
export function ItemTable({ side, items, money }: Props) {
  if (items.length === 0)
    return <Empty title={side === 'over' ? 'No item was over-forecast' : 'No item was under-forecast'} />;
  return (
    <DataTable
      caption={side === 'over' ? 'Most over-forecast items' : 'Most under-forecast items'}
      columns={columnsOf(side, money)}
      rows={items}
      keyOf={({ item }) => item}
      minWidth={560}
    />
  );
}

function columnsOf(side: Props['side'], money: boolean): readonly Column<ItemValue>[] {
  const number = (name: string, of: (item: ItemValue) => number | undefined): Column<ItemValue> => ({
    ...{ name, kind: 'number', by: of, show: (item) => plainNumber(of(item)) },
  });
  return [
    { name: 'Item', by: ({ item }) => item, show: ({ item }) => item },
    number(side === 'over' ? 'Units over' : 'Units under', (item) => item[side]),
    ...(money ? [number(side === 'over' ? 'Money over' : 'Money under', (item) => item.money?.[side])] : []),
    number('Units sold', ({ sold }) => sold),
    number('Units forecast', ({ forecast }) => forecast),
    {
      name: 'Net',
      kind: 'number',
      by: ({ forecast, sold }) => savingOf(forecast, sold),
      show: ({ forecast, sold }) => signedPercent(savingOf(forecast, sold)),
    },
  ];
}
