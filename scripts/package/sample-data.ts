/**
 * Writes the sample data of `shelfcast init`: a synthetic grocer, two regions, 104 weeks. The same bytes every time.
 *
 *   node scripts/package/sample-data.ts [FOLDER]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addWeeks } from '../../src/contracts/week.ts';
import { randomStream } from '../../src/forecasting/random.ts';

const landing = resolve(process.argv[2] ?? fileURLToPath(new URL('../../templates/grocer/landing', import.meta.url)));
const firstWeek = '2024-01-01';
const weeks = 104;
/** Weeks after the last sales for which prices are known. */
const weeksAhead = 4;

const items = [
  { item: 'apples', category: 'fresh', price: 2.5, units: 60 },
  { item: 'bread', category: 'bakery', price: 3.2, units: 45 },
  { item: 'cider', category: 'drinks', price: 5.9, units: 8 },
  { item: 'cheese', category: 'dairy', price: 6.4, units: 14 },
  { item: 'lemonade', category: 'drinks', price: 1.9, units: 30 },
  { item: 'yoghurt', category: 'dairy', price: 1.2, units: 70 },
];
/** Cider sells in winter, lemonade in summer: by how much at the most, and in which week of the year. */
const seasons: Readonly<Record<string, { readonly swing: number; readonly peak: number }>> = {
  cider: { swing: 0.6, peak: 50 },
  lemonade: { swing: 0.5, peak: 28 },
};
const stores = ['north', 'south'].flatMap((region) =>
  ['large', 'large', 'small', 'small'].map((format, index) => ({
    ...{ store: `${region.slice(0, 1).toUpperCase()}${index + 1}`, region, format },
    squareMetres: format === 'large' ? 2400 - 300 * index : 420 - 40 * index,
  })),
);

/** The company's own form of a date, which the conditioners read: `01/29/2024`. */
const americanDate = (week: string): string => week.replace(/^(\d+)-(\d+)-(\d+)$/, '$2/$3/$1');

const sales: string[] = [];
const prices: string[] = [];
for (let index = 0; index < weeks + weeksAhead; index += 1) {
  const week = addWeeks(firstWeek, index);
  for (const { item, price, units } of items) {
    const random = randomStream(1, week, item);
    const isDeal = random() < 0.15;
    const paid = (isDeal ? 0.75 : 1) * price * (1 + 0.02 * Math.floor(index / 26));
    const { swing = 0, peak = 0 } = seasons[item] ?? {};
    const season = 1 + swing * Math.cos((2 * Math.PI * ((index % 52) - peak)) / 52);
    for (const { store, format } of stores) {
      prices.push([store, item, americanDate(week), `$${paid.toFixed(2)}`, isDeal ? 'yes' : ''].join(','));
      if (index >= weeks) continue;
      const mean = units * (format === 'large' ? 1.8 : 0.6) * season * (isDeal ? 1.9 : 1);
      const sold = Math.round(mean * (0.75 + 0.5 * random()));
      sales.push([store, item, americanDate(week), sold].join(','));
    }
  }
}

function write(path: string, header: string, rows: readonly string[]): void {
  const file = join(landing, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${[header, ...rows].join('\n')}\n`);
}

write('sales/history.csv', 'Store,Product,Week of,Qty', sales);
write('prices/plan.csv', 'Store,Product,Week of,Price,Deal', prices);
write(
  'stores/stores.csv',
  'store,region,format,squareMetres',
  stores.map(({ store, region, format, squareMetres }) => [store, region, format, squareMetres].join(',')),
);
write(
  'items/items.csv',
  'item,category',
  items.map(({ item, category }) => `${item},${category}`),
);
