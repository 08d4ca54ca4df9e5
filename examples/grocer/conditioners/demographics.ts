import { escape, type ColumnTable } from 'arquero';
import { lineColumn } from 'shelfcast';
import { numberIn, storeNumber } from './forms.ts';

type RawArea = Readonly<Record<string, string>>;

/** Who lives around a store: money, percentages, and people a square mile, whose logarithm is more informative. */
export function conditionDemographics(table: ColumnTable): ColumnTable {
  const number = (column: string, of: (value: number) => number = (value) => value) =>
    escape((row: RawArea) => {
      const value = numberIn(row[column] ?? '');
      return value === null ? null : of(value);
    });
  return table
    .derive({
      store: escape((row: RawArea) => storeNumber(row['Store'] ?? '')),
      logIncome: number('Median income', Math.log),
      shareUnder18: number('Under 18', (percent) => percent / 100),
      householdSize: number('Household size'),
      logDensity: number('People per sq mile', Math.log),
    })
    .select('store', 'logIncome', 'shareUnder18', 'householdSize', 'logDensity', lineColumn);
}
