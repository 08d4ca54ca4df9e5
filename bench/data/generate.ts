import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addWeeks, epochDay, isoDateOfEpochDay, type Week } from '../../src/contracts/week.ts';

/** Items a store carries, by format; there are `nItems` in all. */
const carried = { large: 24, small: 16 } as const;
const nItems = 32;
const firstWeek: Week = '2017-01-02';
/** Weeks of the history the product is made for. */
const mostWeeks = 515;
const horizonWeeks = 3;

export interface GeneratedData {
  /** Rows of shipments: as many as were asked for, or somewhat more. */
  readonly rows: number;
  readonly weeks: number;
  readonly series: number;
  readonly cutoff: Week;
  /** Writes one week of shipments again, with other units; returns its path. */
  readonly changeWeek: (index: number) => Promise<string>;
}

interface Store {
  readonly store: string;
  readonly region: string;
  readonly format: 'large' | 'small';
  readonly zip: string;
}

/**
 * Fills a landing folder: shipments and returns by week, weather by year with forecasts of the last weeks, prices, events,
 * demographics, stores, items. The same number of rows gives the same files.
 */
export async function generateData(landing: string, wanted: number, regions = 14): Promise<GeneratedData> {
  const perRegion = wanted / regions;
  const seriesPerStore = (carried.large + carried.small) / 2;
  const weeks = Math.max(30, Math.min(mostWeeks, Math.ceil(perRegion / (2 * seriesPerStore))));
  const storesPerRegion = 2 * Math.ceil(perRegion / weeks / seriesPerStore / 2);
  const stores = Array.from({ length: regions * storesPerRegion }, (_, index): Store => {
    const region = 1 + Math.floor(index / storesPerRegion);
    return {
      store: `s${String(10_000 + index)}`,
      region: `region-${String(region).padStart(2, '0')}`,
      format: index % 2 === 0 ? 'large' : 'small',
      zip: String(10_000 + Math.floor(index / 3)),
    };
  });
  const cutoff = addWeeks(firstWeek, weeks - 1);
  const write = async (folder: string, name: string, header: string, rows: readonly string[]) => {
    await mkdir(join(landing, folder), { recursive: true });
    const path = join(landing, folder, name);
    await writeFile(path, `${header}\n${rows.join('\n')}\n`);
    return path;
  };

  const writeShipments = (index: number, salt: number) => {
    const week = addWeeks(firstWeek, index);
    const random = randomOf(1000 * index + salt);
    const season = 1 + 0.3 * Math.cos((2 * Math.PI * index) / 52.18);
    const rows = stores.flatMap(({ store, format }) =>
      itemsOf(format).map((item, place) => {
        const units = Math.round((100 / (1 + place)) * season * (0.5 + random()));
        return `${store},${item},${week},${units}`;
      }),
    );
    return write('shipments', `${week}.csv`, 'store,item,week,units', rows);
  };
  for (let index = 0; index < weeks; index += 1) {
    await writeShipments(index, 1);
    const week = addWeeks(firstWeek, index);
    const random = randomOf(1000 * index + 2);
    const returned = stores.flatMap(({ store, format }) =>
      itemsOf(format).flatMap((item) => (random() < 0.05 ? [`${store},${item},${week},${1 + (index % 3)}`] : [])),
    );
    if (returned.length > 0) await write('returns', `${week}.csv`, 'store,item,week,units', returned);
  }
  await writeWeather(write, [...new Set(stores.map(({ zip }) => zip))], weeks);
  await write('prices', 'prices.csv', 'item,week,price,promotion', pricesOf(weeks));
  await write('events', 'events.csv', 'start,end,region,holiday,local', eventsOf(stores, weeks));
  await write(
    'shoppers',
    'shoppers.csv',
    'store,income,households',
    stores.map(({ store }, index) => `${store},${30_000 + 100 * (index % 300)},${1000 + index}`),
  );
  await write(
    'stores',
    'stores.csv',
    'store,region,format,zip,squareMetres',
    stores.map(
      ({ store, region, format, zip }) => `${store},${region},${format},${zip},${format === 'large' ? 2000 : 300}`,
    ),
  );
  await write(
    'items',
    'items.csv',
    'item,category',
    allItems().map((item, index) => `${item},category-${index % 5}`),
  );

  const series = stores.reduce((sum, { format }) => sum + carried[format], 0);
  return {
    rows: series * weeks,
    weeks,
    series,
    cutoff,
    changeWeek: (index) => writeShipments(index, 3),
  };
}

type Write = (folder: string, name: string, header: string, rows: readonly string[]) => Promise<string>;

/** A file of observations a year, and one of forecasts for each of the last weeks, three weeks ahead. */
async function writeWeather(write: Write, zips: readonly string[], weeks: number): Promise<void> {
  const header = 'zip,date,issued,temperature,rain';
  const firstDay = epochDay(firstWeek);
  const days = 7 * weeks;
  const random = randomOf(5);
  const row = (zip: string, day: number, issued: string) => {
    const temperature = 10 + 12 * Math.cos((2 * Math.PI * (day - 200)) / 365.25) + 6 * (random() - 0.5);
    return `${zip},${isoDateOfEpochDay(day)},${issued},${temperature.toFixed(1)},${Math.max(0, 10 * random() - 7).toFixed(1)}`;
  };
  for (let start = 0; start < days; start += 365) {
    const length = Math.min(365, days - start);
    const rows = zips.flatMap((zip) => Array.from({ length }, (_, day) => row(zip, firstDay + start + day, '')));
    await write('weather', `observed-${String(start).padStart(5, '0')}.csv`, header, rows);
  }
  for (let back = Math.min(7, weeks - 1); back >= 0; back -= 1) {
    const issued = firstDay + days - 7 * back - 1;
    const rows = zips.flatMap((zip) =>
      Array.from({ length: 7 * horizonWeeks }, (_, day) => row(zip, issued + 1 + day, isoDateOfEpochDay(issued))),
    );
    await write('weather', `forecast-${isoDateOfEpochDay(issued)}.csv`, header, rows);
  }
}

function pricesOf(weeks: number): readonly string[] {
  const random = randomOf(6);
  return allItems().flatMap((item, index) =>
    Array.from({ length: weeks + horizonWeeks }, (_, week) => {
      const promoted = random() < 0.1;
      const price = (1 + (index % 7)) * (promoted ? 0.8 : 1);
      return `${item},${addWeeks(firstWeek, week)},${price.toFixed(2)},${promoted ? 1 : 0}`;
    }),
  );
}

/** A holiday of everybody every tenth week, and one local event a region every sixth. */
function eventsOf(stores: readonly Store[], weeks: number): readonly string[] {
  const day = (week: number, offset: number) => isoDateOfEpochDay(epochDay(firstWeek) + 7 * week + offset);
  const names = [...new Set(stores.map(({ region }) => region))];
  return Array.from({ length: weeks + horizonWeeks }, (_, week) => [
    ...(week % 10 === 0 ? [`${day(week, 5)},${day(week, 7)},,1,0`] : []),
    ...names.flatMap((region, index) =>
      (week + index) % 6 === 0 ? [`${day(week, 2)},${day(week, 2)},${region},0,1`] : [],
    ),
  ]).flat();
}

function allItems(): readonly string[] {
  return Array.from({ length: nItems }, (_, index) => `item-${String(index + 1).padStart(2, '0')}`);
}

function itemsOf(format: Store['format']): readonly string[] {
  return format === 'large' ? allItems().slice(0, carried.large) : allItems().slice(-carried.small);
}

/** Mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
