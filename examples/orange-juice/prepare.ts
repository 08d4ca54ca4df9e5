/**
 * Splits the data set `orangeJuice` of the R package bayesm into the files of this example. Numbers are copied as the
 * texts they are.
 *
 *     node prepare.ts path/to/yx.csv.gz path/to/storedemo.csv
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Sales of later weeks are withheld, to arrive one by one. */
const lastLandedWeek = 157;
const brands = [
  ['1', 'Tropicana Premium 64 oz', 'Tropicana Premium', '64'],
  ['2', 'Tropicana Premium 96 oz', 'Tropicana Premium', '96'],
  ['3', "Florida's Natural 64 oz", "Florida's Natural", '64'],
  ['4', 'Tropicana 64 oz', 'Tropicana', '64'],
  ['5', 'Minute Maid 64 oz', 'Minute Maid', '64'],
  ['6', 'Minute Maid 96 oz', 'Minute Maid', '96'],
  ['7', 'Citrus Hill 64 oz', 'Citrus Hill', '64'],
  ['8', 'Tree Fresh 64 oz', 'Tree Fresh', '64'],
  ['9', 'Florida Gold 64 oz', 'Florida Gold', '64'],
  ['10', "Dominick's 64 oz", "Dominick's", '64'],
  ['11', "Dominick's 128 oz", "Dominick's", '128'],
];

const [salesFile, storesFile] = process.argv.slice(2);
if (salesFile === undefined || storesFile === undefined) {
  throw new Error('usage: node prepare.ts path/to/yx.csv.gz path/to/storedemo.csv');
}
const folder = import.meta.dirname;
const [header = [], ...rows] = gunzipSync(readFileSync(salesFile))
  .toString('utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.replaceAll('"', '').split(','));
const position = new Map(header.map((name, index) => [name, index]));
const value = (row: readonly string[], name: string) => row[position.get(name) ?? -1] ?? '';
const prices = header.filter((name) => name.startsWith('price'));

/** Rows of some columns as CSV, ordered by week, store and brand, so that a week's rows stand together. */
function csv(columns: readonly string[], from: readonly (readonly string[])[]): string {
  const order = ['week', 'store', 'brand'];
  const sorted = from.toSorted((a, b) => {
    const name = order.find((candidate) => value(a, candidate) !== value(b, candidate)) ?? 'week';
    return Number(value(a, name)) - Number(value(b, name));
  });
  const lines = sorted.map((row) => columns.map((name) => value(row, name)).join(','));
  return `${columns.join(',')}\n${lines.join('\n')}\n`;
}

function write(path: string, content: string): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, path.endsWith('.gz') ? gzipSync(content, { level: 9 }) : content);
}

const sales = ['store', 'brand', 'week', 'logmove'];
const landed = rows.filter((row) => Number(value(row, 'week')) <= lastLandedWeek);
write('landing/sales/weeks-040-157.csv.gz', csv(sales, landed));
for (const week of ['158', '159', '160']) {
  write(
    `arrivals/sales/week-${week}.csv`,
    csv(
      sales,
      rows.filter((row) => value(row, 'week') === week),
    ),
  );
}
// The same on all rows of a store and week, so one brand's rows hold them all.
const ofFirstBrand = rows.filter((row) => value(row, 'brand') === '1');
write('landing/prices/weeks-040-160.csv.gz', csv(['store', 'week', ...prices], ofFirstBrand));
write('landing/promotions/weeks-040-160.csv.gz', csv(['store', 'brand', 'week', 'deal', 'feat'], rows));
write('landing/brands/brands.csv', ['brand,name,family,size_oz', ...brands.map((row) => row.join(',')), ''].join('\n'));
mkdirSync(join(folder, 'landing/stores'), { recursive: true });
copyFileSync(storesFile, join(folder, 'landing/stores/storedemo.csv'));
