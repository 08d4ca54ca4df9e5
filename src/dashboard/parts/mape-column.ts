import { shownMape } from '../../contracts/shown-mape.ts';
import { mape } from '../format/numbers.ts';
import type { Column } from './data-table.tsx';

/** A column of the MAPE of some errors, sorted by what it shows; `FlooredNote` below the table explains its mark. */
export function mapeColumn<Row>(name: string, errorsOf: (row: Row) => Parameters<typeof shownMape>[0]): Column<Row> {
  return {
    ...{ name, kind: 'number' },
    by: (row) => shownMape(errorsOf(row)) ?? undefined,
    show: (row) => mape(errorsOf(row)),
  };
}
