import { table, type ColumnTable } from 'arquero';
import { describe, expect, test } from 'vitest';
import { conditionDemographics } from './demographics.ts';
import { conditionEvents } from './events.ts';
import * as forms from './forms.ts';
import { conditionItems } from './items.ts';
import { conditionPrices } from './prices.ts';
import { conditionReturns } from './returns.ts';
import { conditionShipments } from './shipments.ts';
import { conditionStores } from './stores.ts';
import { conditionWeather } from './weather.ts';

/** A raw table of one row, as it comes from line 2 of a file. */
const raw = (row: Readonly<Record<string, string>>): ColumnTable =>
  table({ ...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, [value]])), __line: [2] });

const mondayOf = (date: string): string => {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
};

const context = {
  source: 'source',
  file: 'file.csv',
  weekStartsOn: 'monday' as const,
  weekOf: (date: string) => (/^\d{4}-\d\d-\d\d$/.test(date) ? mondayOf(date) : date),
};

describe('forms', () => {
  test.each([
    ['01/08/2017', '2017-01-08'],
    ['2017-01-08', '2017-01-08'],
    ['1/8/17', '1/8/17'],
  ])('the American day %j is %j', (text, day) => expect(forms.isoFromAmerican(text)).toBe(day));

  test.each([
    ['02.01.2017', '2017-01-02'],
    ['01/08/2017', '01/08/2017'],
  ])('the German day %j is %j', (text, day) => expect(forms.isoFromGerman(text)).toBe(day));

  test.each([
    ['MW-0012', 'MW0012'],
    ['mw0012', 'MW0012'],
    ['12 MW', 'MW0012'],
    ['', ''],
  ])('the store %j is %j', (text, store) => expect(forms.storeNumber(text)).toBe(store));

  test.each([
    ['0001042', '1042'],
    ['1042', '1042'],
    ['0', '0'],
    ['', ''],
  ])('the item %j is %j', (text, item) => expect(forms.itemNumber(text)).toBe(item));

  test.each([
    ['$47,256', 47_256],
    ['26.2 %', 26.2],
    ['90 days', 90],
    ['', null],
    ['some', Number.NaN],
  ])('the number in %j is %s', (text, number) => expect(forms.numberIn(text)).toBe(number));
});

test.each([['01/08/2017'], ['2017-01-08']])('shipments of the week that ends on %s', (ending) => {
  const row = raw({ store_code: 'MW-0001', sku: '0001001', week_ending: ending, qty: '87' });
  expect(conditionShipments(row, context).objects()).toEqual([
    { store: 'MW0001', item: '1001', week: '2017-01-02', units: 87, __line: 2 },
  ]);
});

test('returns', () => {
  const row = raw({ store: 'mw0001', sku: '1001', weekEnding: '2017-01-08', returned: '3' });
  expect(conditionReturns(row, context).objects()).toEqual([
    { store: 'MW0001', item: '1001', week: '2017-01-02', units: 3, __line: 2 },
  ]);
});

test('a line of prices is a row for every item the store has', () => {
  const row = raw({ Woche: '02.01.2017', Filiale: 'MW0001', 1001: '2,49', 1002: '1,99*', 1003: '', 1004: '0,89**' });
  const common = { store: 'MW0001', week: '2017-01-02', __line: 2 };
  expect(conditionPrices(row).objects()).toEqual([
    { ...common, item: '1001', price: 2.49, deal: 0, feature: 0 },
    { ...common, item: '1002', price: 1.99, deal: 1, feature: 0 },
    { ...common, item: '1004', price: 0.89, deal: 1, feature: 1 },
  ]);
});

describe('weather', () => {
  test('observed', () => {
    const row = raw({ zip: '60601', date: '01/02/2017', temp_f: '31.5', precip_in: '0.2' });
    expect(conditionWeather(row).objects()).toEqual([
      { zip: '60601', date: '2017-01-02', issued: null, temperature: 31.5, rain: 0.2, __line: 2 },
    ]);
  });

  test('forecast', () => {
    const row = raw({ zip: '60601', issued: '2017-01-01', valid: '2017-01-02', temp_c: '10', precip_mm: '25.4' });
    expect(conditionWeather(row).objects()).toEqual([
      { zip: '60601', date: '2017-01-02', issued: '2017-01-01', temperature: 50, rain: 1, __line: 2 },
    ]);
  });
});

test('events of a region and of a store', () => {
  const columns = { type: ['local', 'sports'], from: ['07/04/2019', '09/06/2019'], to: ['07/07/2019', '09/08/2019'] };
  const rows = table({
    ...columns,
    strength: ['0.5', '0.8'],
    area: ['midwest', ''],
    store: ['', 'MW-0001'],
    __line: [1, 2],
  });
  expect(conditionEvents(rows).objects()).toEqual([
    {
      start: '2019-07-04',
      end: '2019-07-07',
      region: 'midwest',
      store: null,
      holiday: 0,
      sports: 0,
      local: 0.5,
      __line: 1,
    },
    {
      start: '2019-09-06',
      end: '2019-09-08',
      region: null,
      store: 'MW0001',
      holiday: 0,
      sports: 0.8,
      local: 0,
      __line: 2,
    },
  ]);
});

test.each([
  ['BulkMart', 'large'],
  ['QuickStop', 'small'],
  ['Corner Shop', 'Corner Shop'],
])('a store of %s is %s', (banner, format) => {
  const row = raw({ store_no: 'MW-0001', banner, region: 'midwest', zip: '60601', sqft: '54,336' });
  expect(conditionStores(row).objects()).toEqual([
    { store: 'MW0001', region: 'midwest', format, zip: '60601', squareFeet: 54_336, __line: 2 },
  ]);
});

test('demographics', () => {
  const row = raw({
    Store: '1 MW',
    'Median income': '$47,256',
    'Under 18': '26.2 %',
    'Household size': '2.93',
    'People per sq mile': '294',
  });
  const [area] = conditionDemographics(row).objects() as Record<string, unknown>[];
  expect(area).toMatchObject({
    store: 'MW0001',
    logIncome: Math.log(47_256),
    householdSize: 2.93,
    logDensity: Math.log(294),
  });
  expect(area!['shareUnder18']).toBeCloseTo(0.262, 10);
});

test.each([
  ['6 OZ', '7 days', 'single', 'fresh'],
  ['12 OZ', '90 days', 'regular', 'lasting'],
  ['32 OZ', '21 days', 'family', 'fresh'],
])('an item of %s that keeps %s is %s and %s', (pack, life, size, shelf) => {
  const row = raw({
    SKU: '0001001',
    Description: 'Cola',
    Category: 'BEVERAGES / CSD',
    Brand: 'Old Mill',
    Pack: pack,
    'Shelf life': life,
  });
  expect(conditionItems(row).objects()).toEqual([
    { item: '1001', name: 'Cola', category: 'csd', brand: 'Old Mill', pack: size, shelf, __line: 2 },
  ]);
});
