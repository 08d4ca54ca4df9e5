import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isoDateOfEpochDay } from '../src/contracts/week.ts';
import { epochDay } from '../src/contracts/week.ts';
import type { Panel } from '../src/forecasting/index.ts';

/** Week 1 of Dominick's calendar. */
const firstDay = epochDay('1989-09-14');
/** Volume is in fluid ounces; a bottle of each brand in turn. */
const ouncesPerUnit = [64, 96, 64, 64, 64, 96, 64, 64, 64, 64, 128];
const brandNames = [
  'Tropicana Premium',
  'Tropicana Premium',
  "Florida's Natural",
  'Tropicana',
  'Minute Maid',
  'Minute Maid',
];
const otherBrandNames = ['Citrus Hill', 'Tree Fresh', 'Florida Gold', "Dominick's", "Dominick's"];

/**
 * The orange-juice data as a panel, for experiments without a project around them.
 *
 * @param folder holds `yx.csv.gz` and `storedemo.csv`
 * @param chooseStore which of the stores, by position in the order of their numbers
 * @param cutoffWeek Dominick's number of the last week with units
 */
export function readOrangeJuice(folder: string, chooseStore: (position: number) => boolean, cutoffWeek: number): Panel {
  const sales = readCsv(gunzipSync(readFileSync(join(folder, 'yx.csv.gz'))).toString());
  const demographics = readCsv(readFileSync(join(folder, 'storedemo.csv'), 'utf8'));
  const stores = demographics.rows.map((row) => row[0]!).filter((_, position) => chooseStore(position));
  const position = new Map(stores.map((store, i) => [store, i]));
  const firstWeek = 40;
  const nWeeks = 121;
  const nItems = ouncesPerUnit.length;
  const cells = stores.length * nItems * nWeeks;
  const columns = { units: missing(cells), price: missing(cells), deal: missing(cells), feature: missing(cells) };
  const at = Object.fromEntries(sales.header.map((name, i) => [name, i]));
  for (const row of sales.rows) {
    const store = position.get(row[at['store']!]!);
    if (store === undefined) continue;
    const item = row[at['brand']!]! - 1;
    const week = row[at['week']!]!;
    const cell = (store * nItems + item) * nWeeks + week - firstWeek;
    if (week <= cutoffWeek) columns.units[cell] = Math.round(Math.exp(row[at['logmove']!]!) / ouncesPerUnit[item]!);
    columns.price[cell] = row[at[`price${item + 1}`]!]! * ouncesPerUnit[item]!;
    columns.deal[cell] = row[at['deal']!]!;
    columns.feature[cell] = row[at['feat']!]!;
  }
  return {
    region: 'bench',
    format: 'large',
    weeks: Array.from({ length: nWeeks }, (_, w) => isoDateOfEpochDay(firstDay + 7 * (firstWeek - 1 + w))),
    cutoffIndex: cutoffWeek - firstWeek,
    stores: stores.map(String),
    items: ouncesPerUnit.map((_, i) => `brand-${i + 1}`),
    seriesStore: Int32Array.from({ length: stores.length * nItems }, (_, s) => Math.floor(s / nItems)),
    seriesItem: Int32Array.from({ length: stores.length * nItems }, (_, s) => s % nItems),
    units: columns.units,
    knownAhead: { price: columns.price, deal: columns.deal, feature: columns.feature },
    roles: { price: 'price', promotions: ['deal', 'feature'] },
    storeAttributes: Object.fromEntries(
      demographics.header.slice(1).map((name, i) => [
        name,
        Float64Array.from(
          demographics.rows.filter((row) => position.has(row[0]!)),
          (row) => row[i + 1]!,
        ),
      ]),
    ),
    itemCategories: {
      brand: [...brandNames, ...otherBrandNames],
      size: ouncesPerUnit.map((ounces) => `${ounces} oz`),
    },
  };
}

function missing(cells: number): Float64Array {
  return new Float64Array(cells).fill(Number.NaN);
}

function readCsv(text: string): { header: string[]; rows: number[][] } {
  const [header, ...lines] = text.trim().split('\n');
  return {
    header: header!.split(',').map((name) => name.replaceAll('"', '')),
    rows: lines.map((line) => line.split(',').map(Number)),
  };
}
