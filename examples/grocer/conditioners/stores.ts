import { escape, type ColumnTable } from 'arquero';
import { lineColumn } from 'shelfcast';
import { numberIn, storeNumber } from './forms.ts';

const formats: Readonly<Record<string, 'large' | 'small'>> = {
  'Fairway Supermarket': 'large',
  BulkMart: 'large',
  'CarePlus Pharmacy': 'small',
  QuickStop: 'small',
};

type RawStore = Readonly<Record<'store_no' | 'banner' | 'region' | 'zip' | 'sqft', string>>;

/** The store master. Its banner gives the format; a store with an unknown banner is set aside. */
export function conditionStores(table: ColumnTable): ColumnTable {
  return table
    .derive({
      store: escape((row: RawStore) => storeNumber(row.store_no)),
      format: escape((row: RawStore) => formats[row.banner] ?? row.banner),
      squareFeet: escape((row: RawStore) => numberIn(row.sqft)),
    })
    .select('store', 'region', 'format', 'zip', 'squareFeet', lineColumn);
}
