import { escape, type ColumnTable } from 'arquero';
import { lineColumn, parseNumber } from 'shelfcast';
import { startOfDominicksWeek } from './dominicks-week.ts';

type RawPromotion = Readonly<Record<'brand' | 'week' | 'deal' | 'feat', string>>;

/** Promotion rows: in-store deal (0 or 1) and feature advertisement (0 to 1) per store, brand and week. */
export function conditionPromotions(table: ColumnTable): ColumnTable {
  return table
    .derive({
      item: escape((row: RawPromotion) => row.brand),
      week: escape((row: RawPromotion) => startOfDominicksWeek(row.week)),
      deal: escape((row: RawPromotion) => parseNumber(row.deal)),
      feature: escape((row: RawPromotion) => parseNumber(row.feat)),
    })
    .select('store', 'item', 'week', 'deal', 'feature', lineColumn);
}
