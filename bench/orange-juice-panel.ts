import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { addWeeks } from '../src/contracts/week.ts';
import type { Panel } from '../src/forecasting/index.ts';

/** Dominick's weeks 40 … 160. */
const firstWeek = 40;
const nWeeks = 121;
const startOfFirstWeek = addWeeks('1989-09-14', firstWeek - 1);

type Row = Readonly<Record<string, number>>;

/** The stores of a panel: by density of the competition and by size against it, as in the example project. */
export const panelNames = ['urban/large', 'urban/small', 'suburban/large', 'suburban/small'] as const;
/** `all` is every store in one panel. */
export type PanelName = (typeof panelNames)[number] | 'all';

/** Index of one of Dominick's weeks in a panel. */
export function weekIndex(week: number): number {
  return week - firstWeek;
}

/**
 * The example project's data as panels, for experiments without Temporal around them.
 *
 * @param example `examples/orange-juice`
 * @param cutoffWeek Dominick's number of the last week whose units are read, 40 … 160
 */
export function readOrangeJuice(example: string, cutoffWeek: number): (name: PanelName) => Panel {
  const landing = join(example, 'landing');
  const arrivals = join(example, 'arrivals/sales');
  const sales = [
    ...readCsv(join(landing, 'sales/weeks-040-157.csv.gz')),
    ...readdirSync(arrivals).flatMap((file) => readCsv(join(arrivals, file))),
  ];
  const prices = readCsv(join(landing, 'prices/weeks-040-160.csv.gz'));
  const promotions = readCsv(join(landing, 'promotions/weeks-040-160.csv.gz'));
  const brands = readFileSync(join(landing, 'brands/brands.csv'), 'utf8').trim().split('\n').slice(1);
  const demographics = readCsv(join(landing, 'stores/storedemo.csv'));
  const items = brands.map((line) => line.split(',')[0]!);
  return (name) => {
    const rows = demographics.filter((row) => name === 'all' || panelOf(row) === name);
    const stores = new Map(rows.map((row, i) => [row['STORE']!, i]));
    const nSeries = stores.size * items.length;
    const column = () => new Float64Array(nSeries * nWeeks).fill(Number.NaN);
    const [units, price, deal, feature] = [column(), column(), column(), column()];
    const cell = (row: Row, item: number): number | undefined => {
      const store = stores.get(row['store']!);
      return store === undefined ? undefined : (store * items.length + item) * nWeeks + row['week']! - firstWeek;
    };
    for (const row of sales) {
      const at = cell(row, row['brand']! - 1);
      if (at !== undefined && row['week']! <= cutoffWeek) units[at] = Math.round(Math.exp(row['logmove']!));
    }
    for (const row of prices) {
      for (let item = 0; item < items.length; item++) {
        const at = cell(row, item);
        if (at !== undefined) price[at] = row[`price${item + 1}`]!;
      }
    }
    for (const row of promotions) {
      const at = cell(row, row['brand']! - 1);
      if (at === undefined) continue;
      deal[at] = row['deal']!;
      feature[at] = row['feat']!;
    }
    const [region = '', format = 'all'] = name.split('/');
    return {
      region,
      format,
      weeks: Array.from({ length: nWeeks }, (_, w) => addWeeks(startOfFirstWeek, w)),
      cutoffIndex: cutoffWeek - firstWeek,
      stores: Array.from(stores.keys(), String),
      items,
      seriesStore: Int32Array.from({ length: nSeries }, (_, s) => Math.floor(s / items.length)),
      seriesItem: Int32Array.from({ length: nSeries }, (_, s) => s % items.length),
      units,
      knownAhead: { price, deal, feature },
      observed: {},
      roles: { price: 'price', promotions: ['deal', 'feature'] },
      storeAttributes: Object.fromEntries(
        Object.keys(rows[0]!)
          .filter((attribute) => attribute !== 'STORE')
          .map((attribute) => [attribute, Float64Array.from(rows, (row) => row[attribute]!)]),
      ),
      itemCategories: {
        family: brands.map((line) => line.split(',')[2]!),
        size: brands.map((line) => line.split(',')[3]!),
      },
    };
  };
}

function panelOf(row: Row): string {
  return `${row['CPDIST5']! < 2 ? 'urban' : 'suburban'}/${row['CPWVOL5']! >= 0.4 ? 'large' : 'small'}`;
}

function readCsv(file: string): Row[] {
  const bytes = readFileSync(file);
  const [header = '', ...lines] = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().trim().split('\n');
  const names = header.split(',').map((name) => name.replaceAll('"', ''));
  return lines.map((line) => {
    const values = line.split(',');
    return Object.fromEntries(names.map((name, i) => [name, Number(values[i])]));
  });
}
