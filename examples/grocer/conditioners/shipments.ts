import { escape, type ColumnTable } from 'arquero';
import { lineColumn, parseNumber, type ConditionerContext } from 'shelfcast';
import { isoFromAmerican, itemNumber, storeNumber } from './forms.ts';

type RawShipment = Readonly<Record<'store_code' | 'sku' | 'week_ending' | 'qty', string>>;

/**
 * Shipments: weeks by their last day, American in the order system's files, ISO in the old warehouse's. A correction is a
 * file of the same form whose name comes later.
 */
export function conditionShipments(table: ColumnTable, context: ConditionerContext): ColumnTable {
  return table
    .derive({
      store: escape((row: RawShipment) => storeNumber(row.store_code)),
      item: escape((row: RawShipment) => itemNumber(row.sku)),
      week: escape((row: RawShipment) => context.weekOf(isoFromAmerican(row.week_ending))),
      units: escape((row: RawShipment) => parseNumber(row.qty)),
    })
    .select('store', 'item', 'week', 'units', lineColumn);
}
