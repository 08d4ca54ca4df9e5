import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { addWeeks } from '../src/contracts/week.ts';
import type { Panel } from '../src/forecasting/index.ts';

/** Weeks of the data set, numbered 1 … 156. */
export const breakfastWeeks = 156;
/** Weeks end on Wednesdays, the first on 2009-01-14. */
const startOfFirstWeek = '2009-01-08';
/** Stores with at least this many square feet are large. */
const largeSquareFeet = 48_500;

/** Region and format: Texas and the other states, by size of the sales area. */
export const breakfastPanels = ['texas/large', 'texas/small', 'other/large', 'other/small'] as const;

/** Known ahead of a week; the others of the file are known after it. */
const knownAhead = ['price', 'base_price', 'feature', 'display', 'tpr_only'] as const;

/** Segment of a store, from the cheapest up. */
const priceSegments: Readonly<Record<string, number>> = {
  VALUE: 1,
  MAINSTREAM: 2,
  MAINSTREAM_UPSCALE: 2.5,
  UPSCALE: 3,
};

type Row = Readonly<Record<string, string>>;

/**
 * The data set "Breakfast at the Frat" as panels, for experiments without Temporal. A week without a row has no units: whether an
 * item was not sold or not listed is not said. Series are the pairs of store and item with a row in any week, by item, then store.
 *
 * `avg_weekly_baskets` is left out: it is a mean over all weeks, the later ones among them.
 *
 * @param folder has transactions.csv.gz, stores.csv and products.csv
 * @returns reads one panel: units up to `lastUnits`, what is known ahead up to `lastKnown`, both numbers of weeks
 */
export function readBreakfast(folder: string): (name: string, lastUnits: number, lastKnown: number) => Panel {
  const stores = readTable(readFileSync(join(folder, 'stores.csv'), 'utf8'));
  const products = readTable(readFileSync(join(folder, 'products.csv'), 'utf8'));
  const transactions = gunzipSync(readFileSync(join(folder, 'transactions.csv.gz')))
    .toString()
    .trimEnd()
    .split('\n');
  const position = new Map(transactions[0]!.split(',').map((name, index) => [name, index]));
  const at = (name: string): number => position.get(name)!;
  const weekOf = new Map(
    Array.from({ length: breakfastWeeks }, (_, w) => [addDays(addWeeks(startOfFirstWeek, w), 6), w]),
  );
  return (name, lastUnits, lastKnown) => {
    const nWeeks = Math.min(breakfastWeeks, lastKnown);
    const own = stores.filter((store) => panelOf(store) === name);
    const storeAt = new Map(own.map((store, index) => [store['store_id']!, index]));
    const rows = transactions.slice(1).flatMap((line) => {
      const values = line.split(',');
      return storeAt.has(values[at('store_id')]!) ? [values] : [];
    });
    const sold = new Set(rows.map((values) => values[at('upc_id')]!));
    const listed = products.filter((product) => sold.has(product['upc_id']!));
    const itemAt = new Map(listed.map((product, index) => [product['upc_id']!, index]));
    const pair = (values: readonly string[]): number =>
      itemAt.get(values[at('upc_id')]!)! * own.length + storeAt.get(values[at('store_id')]!)!;
    const pairs = [...new Set(rows.map(pair))].sort((a, b) => a - b);
    const seriesAt = new Map(pairs.map((code, series) => [code, series]));
    const column = (): Float64Array => new Float64Array(pairs.length * nWeeks).fill(Number.NaN);
    const units = column();
    const ahead = Object.fromEntries(knownAhead.map((known) => [known, column()]));
    for (const values of rows) {
      const week = weekOf.get(values[at('week_end_date')]!)!;
      if (week >= nWeeks) continue;
      const cell = seriesAt.get(pair(values))! * nWeeks + week;
      if (week < lastUnits) units[cell] = numberOf(values[at('units')]);
      for (const known of knownAhead) ahead[known]![cell] = numberOf(values[at(known)]);
    }
    const [region = '', format = ''] = name.split('/');
    const attribute = (value: (store: Row) => number): Float64Array => Float64Array.from(own, value);
    const category = (label: string): string[] => listed.map((product) => product[label]!);
    return {
      region,
      format,
      weeks: Array.from({ length: nWeeks }, (_, w) => addWeeks(startOfFirstWeek, w)),
      cutoffIndex: lastUnits - 1,
      stores: own.map((store) => store['store_id']!),
      items: listed.map((product) => product['upc_id']!),
      seriesStore: Int32Array.from(pairs, (code) => code % own.length),
      seriesItem: Int32Array.from(pairs, (code) => Math.floor(code / own.length)),
      units,
      knownAhead: ahead,
      observed: {},
      roles: { price: 'price', promotions: ['feature', 'display', 'tpr_only'] },
      storeAttributes: {
        squareFeet: attribute((store) => numberOf(store['sales_area_size_num'])),
        parkingSpaces: attribute((store) => numberOf(store['parking_space_qty'])),
        priceSegment: attribute((store) => priceSegments[store['seg_value_name']!] ?? Number.NaN),
      },
      itemCategories: {
        category: category('category'),
        subCategory: category('sub_category'),
        manufacturer: category('manufacturer'),
      },
    };
  };
}

function panelOf(store: Row): string {
  const region = store['address_state_prov_code'] === 'TX' ? 'texas' : 'other';
  return `${region}/${numberOf(store['sales_area_size_num']) >= largeSquareFeet ? 'large' : 'small'}`;
}

/** An empty field is a missing value. */
function numberOf(text: string | undefined): number {
  return text === undefined || text === '' ? Number.NaN : Number(text);
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The files have no quotes. */
function readTable(text: string): readonly Row[] {
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  });
}
