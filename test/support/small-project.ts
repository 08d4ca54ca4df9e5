import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addWeeks, type Week } from '../../src/contracts/week.ts';

export interface SmallProjectOptions {
  /** Folder to fill; made where it isn't there. */
  readonly directory: string;
  /** Default 1. */
  readonly seed?: number;
  /** Weeks with sales in landing. Default 40. */
  readonly weeks?: number;
  /** Default 2. */
  readonly horizonWeeks?: number;
  /** Whether boosted trees are on, few and small ones; otherwise they are off. Default false. */
  readonly trees?: boolean;
  /** Text of further fields for the configuration, e.g. `gate: { maxMape: 9 },`. Default none. */
  readonly config?: string;
  /** Text of further sources, e.g. `allDrivers`. Default none. */
  readonly sources?: string;
}

/**
 * Sources of kind returns, weather, demographics and events, for `sources`: below `returns/`, `weather/`, `shoppers/` and
 * `events/`, as CSV.
 */
export const allDrivers = `
    {
      name: 'returns',
      kind: 'returns',
      landing: 'returns/*.csv',
      row: z.object({ ...key, units: z.number() }),
      conditioner: numbers('units'),
    },
    {
      name: 'weather',
      kind: 'weather',
      landing: 'weather/*.csv',
      row: z.object({
        zip: z.string(),
        date: z.string(),
        issued: z.string().nullish(),
        temperature: z.number().nullable(),
        rain: z.number().nullable(),
      }),
      conditioner: numbers('temperature', 'rain'),
      weekly: { rain: 'sum' },
    },
    {
      name: 'shoppers',
      kind: 'demographics',
      landing: 'shoppers/*.csv',
      row: z.object({ store: z.string(), income: z.number() }),
      conditioner: numbers('income'),
    },
    {
      name: 'events',
      kind: 'events',
      landing: 'events/*.csv',
      row: z.object({
        start: z.string(),
        end: z.string(),
        store: z.string().nullish(),
        region: z.string().nullish(),
        format: z.string().nullish(),
        item: z.string().nullish(),
        holiday: z.number().nullable(),
        sports: z.number().nullable(),
      }),
      conditioner: numbers('holiday', 'sports'),
    },`;

export interface SmallProject {
  readonly directory: string;
  readonly landingDirectory: string;
  readonly firstWeek: Week;
  /** Last week with sales in landing. */
  readonly cutoff: Week;
  readonly horizonWeeks: number;
  readonly regions: readonly ['north', 'south'];
  readonly formats: readonly ['large', 'small'];
  readonly items: readonly ['apples', 'bread', 'cider'];
  /** Four stores per region, two of each format. */
  readonly stores: readonly SmallStore[];
  /** Writes the sales of a week after the cutoff to landing; returns the file's path. `ahead` is 1 to 8. */
  deliverWeek(ahead: number): Promise<string>;
  /** Writes any file below landing; returns its path. */
  write(path: string, content: string | Uint8Array): Promise<string>;
}

interface SmallStore {
  readonly store: string;
  readonly region: 'north' | 'south';
  readonly format: 'large' | 'small';
}

const firstWeek = '2025-01-06';
/** Weeks for which prices and promotions are known after the last sales in landing. */
const weeksAhead = 10;
const meanUnits = { apples: 60, bread: 25, cider: 5 } as const;
const items = ['apples', 'bread', 'cider'] as const;

const stores: readonly SmallStore[] = (['north', 'south'] as const).flatMap((region) =>
  (['large', 'large', 'small', 'small'] as const).map((format, index) => {
    return { store: `${region.charAt(0)}${index + 1}`, region, format };
  }),
);

/**
 * A project of its own in a folder: 2 regions × 4 stores × 3 items, with prices and promotions known ahead and members
 * small enough to train in a moment; the network's preset is given, so that none has to be tried. The same options give the same files.
 */
export async function createSmallProject(options: SmallProjectOptions): Promise<SmallProject> {
  const { directory, seed = 1, weeks = 40, horizonWeeks = 2, trees = false, config = '', sources = '' } = options;
  const landingDirectory = join(directory, 'landing');
  const write = async (path: string, content: string | Uint8Array) => {
    const target = join(landingDirectory, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
    return target;
  };
  const rows = generate(seed, weeks + weeksAhead);
  const salesOf = (chosen: readonly GeneratedRow[]) =>
    csv('store,item,week,units', chosen, (row) => [row.store, row.item, row.week, row.units]);
  const cutoff = addWeeks(firstWeek, weeks - 1);

  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'shelfcast.config.ts'), configText(horizonWeeks, trees, config, sources));
  await write('sales/history.csv', salesOf(rows.filter((row) => row.week <= cutoff)));
  await write(
    'plans/plan.csv',
    csv('store,item,week,price,deal', rows, (row) => [row.store, row.item, row.week, row.price, row.deal]),
  );
  await write(
    'stores/stores.csv',
    csv('store,region,format,squareMetres', stores, (row) => [
      row.store,
      row.region,
      row.format,
      row.format === 'large' ? 2000 : 300,
    ]),
  );
  await write('items/items.csv', 'item,category\napples,fresh\nbread,fresh\ncider,drinks\n');

  return {
    directory,
    landingDirectory,
    firstWeek,
    cutoff,
    horizonWeeks,
    regions: ['north', 'south'],
    formats: ['large', 'small'],
    items,
    stores,
    write,
    deliverWeek(ahead) {
      const week = addWeeks(cutoff, ahead);
      return write(`sales/week-${week}.csv`, salesOf(rows.filter((row) => row.week === week)));
    },
  };
}

interface GeneratedRow {
  readonly store: string;
  readonly item: string;
  readonly week: Week;
  readonly units: number;
  readonly price: number;
  readonly deal: number;
}

/** Units follow store size, price and deals, with noise. Weeks are drawn one after the other, so that more weeks add to fewer. */
function generate(seed: number, weeks: number): readonly GeneratedRow[] {
  const random = createRandom(seed);
  const rows: GeneratedRow[] = [];
  for (let index = 0; index < weeks; index += 1) {
    for (const { store, format } of stores) {
      for (const item of items) {
        const deal = random() < 0.2 ? 1 : 0;
        const price = Math.round(100 * (deal === 1 ? 1.5 : 2 + 0.2 * random())) / 100;
        const mean = meanUnits[item] * (format === 'large' ? 2 : 1) * (deal === 1 ? 2 : 1) * (2 / price);
        const units = Math.max(0, Math.round(mean * (0.7 + 0.6 * random())));
        rows.push({ store, item, week: addWeeks(firstWeek, index), units, price, deal });
      }
    }
  }
  return rows;
}

function csv<Row>(header: string, rows: readonly Row[], values: (row: Row) => readonly (string | number)[]): string {
  return `${[header, ...rows.map((row) => values(row).join(','))].join('\n')}\n`;
}

/** Mulberry32: small, seeded, good enough for test data. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function configText(horizonWeeks: number, trees: boolean, config: string, sources: string): string {
  return `import { escape } from 'arquero';
import { defineProject, parseNumber } from 'shelfcast';
import { z } from 'zod';

const key = { store: z.string(), item: z.string(), week: z.string() };
const numbers = (...names) => (table) =>
  table.derive(Object.fromEntries(names.map((name) => [name, escape((row) => parseNumber(row[name]))])));

export default defineProject({
  name: 'small',
  weekStartsOn: 'monday',
  horizonWeeks: ${horizonWeeks},
  regions: [
    { name: 'north', timeZone: 'America/Chicago' },
    { name: 'south', timeZone: 'America/New_York' },
  ],
  sources: [
    {
      name: 'sales',
      kind: 'shipments',
      landing: 'sales/*.{csv,csv.gz,jsonl,parquet}',
      columns: ['store', 'item', 'week', 'units'],
      row: z.object({ ...key, units: z.number() }),
      conditioner: numbers('units'),
    },
    {
      name: 'plans',
      kind: 'known-ahead',
      landing: 'plans/*.csv',
      columns: ['store', 'item', 'week', 'price', 'deal'],
      row: z.object({ ...key, price: z.number().positive(), deal: z.number().min(0).max(1) }),
      conditioner: numbers('price', 'deal'),
    },
    {
      name: 'stores',
      kind: 'stores',
      landing: 'stores/*.csv',
      row: z.object({
        store: z.string(),
        region: z.string(),
        format: z.string(),
        squareMetres: z.number(),${sources === '' ? '' : '\n        zip: z.string().nullish(),'}
      }),
      conditioner: numbers('squareMetres'),
    },
    {
      name: 'items',
      kind: 'items',
      landing: 'items/*.csv',
      row: z.object({ item: z.string(), category: z.string() }),
      conditioner: (table) => table,
    },${sources}
  ],
  drivers: { price: 'price', promotions: ['deal'] },
  members: {
    lasso: { nAlphas: 5, nFolds: 2 },
    network: { preset: 'erratic', epochs: 2, batchSize: 64, hiddenUnits: [8] },
    trees: ${trees ? '{ enabled: true, trees: 16, leaves: 4, minLeafRows: 20 }' : '{ enabled: false }'},
  },
  backtest: { nWindows: 2 },
  ${config}
});
`;
}
