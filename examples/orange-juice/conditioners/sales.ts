import { escape, type ColumnTable } from 'arquero';
import { lineColumn, parseNumber } from 'shelfcast';
import { startOfDominicksWeek } from './dominicks-week.ts';

type RawSale = Readonly<Record<'brand' | 'week' | 'logmove', string>>;

/** Sales rows: one per store, brand and week in which the store reported. */
export function conditionSales(table: ColumnTable): ColumnTable {
  return table
    .derive({
      item: escape((row: RawSale) => row.brand),
      week: escape((row: RawSale) => startOfDominicksWeek(row.week)),
      units: escape((row: RawSale) => ounces(row.logmove)),
    })
    .select('store', 'item', 'week', 'units', lineColumn);
}

/**
 * Fluid ounces from their natural logarithm. The logarithms are printed with ten decimals, so that the powers miss the
 * whole number of ounces by up to 2e-4: rounding gives back what the till counted.
 */
function ounces(logmove: string): number | null {
  const logarithm = parseNumber(logmove);
  return logarithm === null ? null : Math.round(Math.exp(logarithm));
}
