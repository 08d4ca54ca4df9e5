import { table, type ColumnTable } from 'arquero';
import { describe, expect, test } from 'vitest';
import { conditionBrands } from '../../../examples/orange-juice/conditioners/brands.ts';
import { startOfDominicksWeek } from '../../../examples/orange-juice/conditioners/dominicks-week.ts';
import { conditionPrices } from '../../../examples/orange-juice/conditioners/prices.ts';
import { conditionPromotions } from '../../../examples/orange-juice/conditioners/promotions.ts';
import { conditionSales } from '../../../examples/orange-juice/conditioners/sales.ts';
import { conditionStores } from '../../../examples/orange-juice/conditioners/stores.ts';

/** A raw table of one row, as it comes from line 2 of a file. */
const raw = (row: Readonly<Record<string, string>>): ColumnTable => table({ ...cells(row), __line: [2] });
const cells = (row: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, [value]]));

test.each([
  ['1', '1989-09-14'],
  ['40', '1990-06-14'],
  ['67', '1990-12-20'],
  ['119', '1991-12-19'],
  ['137', '1992-04-23'],
  ['160', '1992-10-01'],
  ['', ''],
  ['4x', '4x'],
  ['-1', '-1'],
])("Dominick's week %j starts on %j", (week, date) => {
  expect(startOfDominicksWeek(week)).toBe(date);
});

describe('sales', () => {
  test.each([
    ['9.0186954877', 8256],
    ['', null],
    ['much', Number.NaN],
    ['709', Math.round(Math.exp(709))],
  ])('the logarithm %j is %s ounces', (logmove, units) => {
    const sale = conditionSales(raw({ store: '2', brand: '1', week: '40', logmove }));
    expect(sale.objects()).toEqual([{ store: '2', item: '1', week: '1990-06-14', units, __line: 2 }]);
  });
});

test('prices become a row per item', () => {
  const prices = conditionPrices(raw({ store: '2', week: '40', price1: '0.06', price2: '', price10: '0.02' }));
  expect(prices.objects()).toEqual([
    { store: '2', item: '1', week: '1990-06-14', price: 0.06, __line: 2 },
    { store: '2', item: '2', week: '1990-06-14', price: null, __line: 2 },
    { store: '2', item: '10', week: '1990-06-14', price: 0.02, __line: 2 },
  ]);
});

test('promotions', () => {
  const promotions = conditionPromotions(raw({ store: '2', brand: '1', week: '40', deal: '1', feat: '0.25' }));
  expect(promotions.objects()).toEqual([
    { store: '2', item: '1', week: '1990-06-14', deal: 1, feature: 0.25, __line: 2 },
  ]);
});

test('brands', () => {
  const brand = { brand: '2', name: 'Tropicana Premium 96 oz', family: 'Tropicana Premium', size_oz: '96' };
  expect(conditionBrands(raw(brand)).objects()).toEqual([
    { item: '2', name: 'Tropicana Premium 96 oz', family: 'Tropicana Premium', sizeOunces: 96, __line: 2 },
  ]);
});

const demographics = {
  STORE: '2',
  AGE60: '0.23',
  EDUC: '0.24',
  ETHNIC: '0.11',
  INCOME: '10.55',
  HHLARGE: '0.10',
  WORKWOM: '0.30',
  HVAL150: '0.46',
  SSTRDIST: '2.1',
  SSTRVOL: '1.14',
};

test.each([
  ['1.99', '0.40', 'urban', 'large'],
  ['1.99', '0.39', 'urban', 'small'],
  ['2.00', '0.40', 'suburban', 'large'],
  ['2.01', '0.00', 'suburban', 'small'],
  ['', 'x', null, null],
])('a store with CPDIST5 %j and CPWVOL5 %j is %s and %s', (CPDIST5, CPWVOL5, region, format) => {
  const [store] = conditionStores(raw({ ...demographics, CPDIST5, CPWVOL5 })).objects();
  expect(store).toMatchObject({ store: '2', region, format, shareAged60: 0.23, logIncome: 10.55, __line: 2 });
});
