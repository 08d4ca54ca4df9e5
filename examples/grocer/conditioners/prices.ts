import { escape, matches, type ColumnTable } from 'arquero';
import { lineColumn, parseNumber } from 'shelfcast';
import { isoFromGerman } from './forms.ts';

type FoldedPrice = Readonly<Record<'Woche' | 'Filiale' | 'item' | 'cell', string>>;

/**
 * Prices and promotions: a line per store, a column per item, a comma before the cents; `*` behind a price is a deal, `**`
 * one that is in the flyer too. An item without a price is not on the store's shelves.
 */
export function conditionPrices(table: ColumnTable): ColumnTable {
  return table
    .fold(matches(/^\d+$/), { as: ['item', 'cell'] })
    .filter(escape((row: FoldedPrice) => row.cell !== ''))
    .derive({
      store: escape((row: FoldedPrice) => row.Filiale),
      week: escape((row: FoldedPrice) => isoFromGerman(row.Woche)),
      price: escape((row: FoldedPrice) => parseNumber(row.cell.replace(',', '.').replace(/\*+$/, ''))),
      deal: escape((row: FoldedPrice) => (row.cell.endsWith('*') ? 1 : 0)),
      feature: escape((row: FoldedPrice) => (row.cell.endsWith('**') ? 1 : 0)),
    })
    .select('store', 'item', 'week', 'price', 'deal', 'feature', lineColumn);
}
