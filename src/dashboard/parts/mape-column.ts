import { shownMape } from '../../contracts/shown-mape.ts';
import { mape } from '../format/numbers.ts';
import type { Column } from './data-table.tsx';

type Errors = Parameters<typeof shownMape>[0];

/**
 * A column of the MAPE of some errors, sorted by what it shows; `FlooredNote` below the table explains its mark.
 *
 * @param amongOf what is compared with it; see `shownMape`
 */
export function mapeColumn<Row>(
  name: string,
  errorsOf: (row: Row) => Errors,
  amongOf: (row: Row) => readonly Errors[] = (row) => [errorsOf(row)],
): Column<Row> {
  return {
    ...{ name, kind: 'number' },
    by: (row) => shownMape(errorsOf(row), amongOf(row)) ?? undefined,
    show: (row) => mape(errorsOf(row), amongOf(row)),
  };
}
