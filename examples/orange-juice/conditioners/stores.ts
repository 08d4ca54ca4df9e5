import { escape, type ColumnTable } from 'arquero';
import { lineColumn, parseNumber } from 'shelfcast';

/** Mean miles to the five nearest supermarkets below which a store counts as urban: 44 of the 83 stores. */
const urbanMiles = 2;
/** Sales relative to the mean of those five from which a store counts as large: 38 of the 83 stores. */
const largeSalesRatio = 0.4;

const attributes = {
  shareAged60: 'AGE60',
  shareCollege: 'EDUC',
  shareBlackOrHispanic: 'ETHNIC',
  logIncome: 'INCOME',
  shareLargeHouseholds: 'HHLARGE',
  shareWorkingWomen: 'WORKWOM',
  shareHomesOver150k: 'HVAL150',
  warehouseStoreDistance: 'SSTRDIST',
  warehouseStoreSalesRatio: 'SSTRVOL',
  supermarketMiles: 'CPDIST5',
  supermarketSalesRatio: 'CPWVOL5',
} as const;

type RawStore = Readonly<Record<string, string>>;

/**
 * Store rows. The data has neither regions nor formats; both are taken from the competition around the store: its
 * density makes the region, the store's own sales against it make the format.
 */
export function conditionStores(table: ColumnTable): ColumnTable {
  const numbers: Record<string, object> = {};
  for (const [name, column] of Object.entries(attributes)) {
    numbers[name] = escape((row: RawStore) => parseNumber(row[column]));
  }
  return table
    .derive({
      store: escape((row: RawStore) => row['STORE']),
      region: escape((row: RawStore) => either(row['CPDIST5'], (miles) => (miles < urbanMiles ? 'urban' : 'suburban'))),
      format: escape((row: RawStore) =>
        either(row['CPWVOL5'], (ratio) => (ratio >= largeSalesRatio ? 'large' : 'small')),
      ),
      ...numbers,
    })
    .select('store', 'region', 'format', ...Object.keys(attributes), lineColumn);
}

/** A choice by a number; `null` where there is none, so that the store is set aside instead of put somewhere. */
function either(text: string | undefined, choose: (value: number) => string): string | null {
  const value = parseNumber(text);
  return value === null || Number.isNaN(value) ? null : choose(value);
}
