import { randomStream, shuffle } from '../../forecasting/random.ts';
import { between, normal } from './draws.ts';
import type { Item } from './items.ts';
import type { Region } from './regions.ts';

/** A chain's name for its stores, and the format they are of. */
export interface Banner {
  readonly name: string;
  readonly format: 'large' | 'small';
  /** Prices against the regular ones. */
  readonly priceLevel: number;
}

export const banners: readonly Banner[] = [
  { name: 'Fairway Supermarket', format: 'large', priceLevel: 1 },
  { name: 'BulkMart', format: 'large', priceLevel: 0.93 },
  { name: 'CarePlus Pharmacy', format: 'small', priceLevel: 1.12 },
  { name: 'QuickStop', format: 'small', priceLevel: 1.18 },
];

export interface Store {
  /** Standard name: the region's letters and four digits. */
  readonly id: string;
  readonly banner: Banner;
  readonly bannerIndex: number;
  /** Index of its zip among those of the region. */
  readonly zip: number;
  /** First week, from 0 on; below 0 where the store is older than the data. */
  readonly openedWeek: number;
  /** First week it is shut. `Infinity` where it stays open. */
  readonly closedWeek: number;
  readonly squareFeet: number;
  /** US dollars a year. */
  readonly medianIncome: number;
  readonly incomeScore: number;
  readonly shareUnder18: number;
  readonly householdSize: number;
  readonly householdScore: number;
  /** People a square mile. */
  readonly density: number;
  /** On log demand of everything, against an average store of the format. */
  readonly size: number;
  /** Whether a stadium is near: games draw people to it. */
  readonly nearStadium: boolean;
}

/** The stores of a region. Later ones open in the course of the weeks, one in twelve shuts. */
export function makeStores(seed: number, region: Region, count: number, weeks: number): readonly Store[] {
  const random = randomStream(seed, 'stores', region.name);
  const order = Int32Array.from({ length: count }, (_, index) => index);
  shuffle(order, random);
  const nLarge = Math.max(1, Math.round(0.4 * count));
  const opensLate = new Set(order.subarray(0, count < 3 ? 0 : Math.max(1, Math.round(0.1 * count))));
  const shuts = new Set(order.subarray(count - Math.floor(count / 12)));
  const nZips = zipsOf(count);
  return Array.from({ length: count }, (_, index): Store => {
    const own = randomStream(seed, 'store', region.name, index);
    const isLarge = index < nLarge;
    const bannerIndex = (isLarge ? 0 : 2) + (own() < 0.5 ? 0 : 1);
    const incomeScore = normal(own);
    const householdScore = normal(own);
    const size = 0.25 * normal(own);
    const opened = Math.floor(between(own, 0.1, 0.6) * weeks);
    const closed = Math.floor(between(own, 0.65, 0.95) * weeks);
    return {
      id: `${region.code}${String(index + 1).padStart(4, '0')}`,
      ...{ banner: banners[bannerIndex] as Banner, bannerIndex, incomeScore, householdScore, size },
      zip: index % nZips,
      openedWeek: opensLate.has(index) ? opened : -Math.floor(between(own, 60, 900)),
      closedWeek: shuts.has(index) ? closed : Number.POSITIVE_INFINITY,
      squareFeet: Math.round((isLarge ? 42_000 : 6_500) * Math.exp(size)),
      medianIncome: Math.round(58_000 * Math.exp(0.25 * incomeScore)),
      shareUnder18: Math.round(1000 * (0.22 + 0.02 * householdScore + 0.015 * normal(own))) / 1000,
      householdSize: Math.round(100 * (2.5 + 0.2 * householdScore)) / 100,
      density: Math.round(Math.exp(7 + 0.9 * normal(own))),
      nearStadium: own() < 0.25,
    };
  });
}

/** Zip codes of a region with a number of stores. */
export function zipsOf(stores: number): number {
  return Math.min(stores, 40, Math.max(2, Math.ceil(stores / 6)));
}

/** What a store sells of an item against an average store of the format, on log demand; NaN where it does not list it. */
export function listing(seed: number, store: Store, item: Item): number {
  const random = randomStream(seed, 'listing', store.id, item.id);
  const isSmall = store.banner.format === 'small';
  const listed = isSmall ? item.inSmallStores && random() < 0.85 : random() < 0.94;
  if (!listed) return Number.NaN;
  return (
    Math.log(item.rate * (isSmall ? smallStoreShare : 1)) +
    store.size +
    item.incomeEffect * store.incomeScore +
    item.householdEffect * store.householdScore +
    0.2 * normal(random)
  );
}

/** What a small store sells of an item, for each unit in a large one. */
export const smallStoreShare = 0.25;
