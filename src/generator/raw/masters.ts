import { addWeeks } from '../../contracts/week.ts';
import { allRegions } from '../model/regions.ts';
import type { GrocerEvent } from '../model/events.ts';
import type { Item } from '../model/items.ts';
import type { Region } from '../model/regions.ts';
import type { Store } from '../model/stores.ts';
import type { GrocerSettings } from '../settings.ts';
import { americanDate, dashedStore, paddedItem } from './forms.ts';
import type { Pieces } from './pieces.ts';

export interface RegionStores {
  readonly region: Region;
  readonly stores: readonly Store[];
  readonly zips: readonly string[];
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The store master: floor space with thousands separators, in quotes; days like `03-Jan-2017`. */
export function writeStores(pieces: Pieces, { from, weeks }: GrocerSettings, regions: readonly RegionStores[]): void {
  const day = (week: number): string => spelled(addWeeks(from, week));
  const lines = regions.flatMap(({ region, stores, zips }) =>
    stores.map((store) => {
      const closed = store.closedWeek < weeks ? day(store.closedWeek) : '';
      const feet = `"${store.squareFeet.toLocaleString('en-US')}"`;
      return [
        dashedStore(store.id),
        store.banner.name,
        region.name,
        zips[store.zip],
        day(store.openedWeek),
        closed,
        feet,
      ].join(',');
    }),
  );
  pieces.whole('landing/stores/stores.csv', `store_no,banner,region,zip,opened,closed,sqft\n${lines.join('\n')}\n`);
}

/** Shoppers around the stores: semicolons, money with a dollar sign, shares as percentages, numbers of stores as `12 MW`. */
export function writeDemographics(pieces: Pieces, regions: readonly RegionStores[]): void {
  const lines = regions.flatMap(({ stores }) =>
    stores.map(({ id, medianIncome, shareUnder18, householdSize, density }) =>
      [
        `${Number(id.slice(2))} ${id.slice(0, 2)}`,
        `$${medianIncome.toLocaleString('en-US')}`,
        `${(100 * shareUnder18).toFixed(1)} %`,
        householdSize.toFixed(2),
        density,
      ].join(';'),
    ),
  );
  pieces.whole(
    'landing/demographics/trade-areas.csv',
    `Store;Median income;Under 18;Household size;People per sq mile\n${lines.join('\n')}\n`,
  );
}

/** The item master: tabs, the category as a path, pack size and shelf life with their units. */
export function writeItems(pieces: Pieces, items: readonly Item[]): void {
  const lines = items.map(({ id, brand, product, ounces, category }) =>
    [
      paddedItem(id),
      `${brand} ${product} ${ounces} oz`,
      category.label,
      brand,
      `${ounces} OZ`,
      `${category.shelfLifeDays} days`,
    ].join('\t'),
  );
  pieces.whole('landing/items/items.tsv', `SKU\tDescription\tCategory\tBrand\tPack\tShelf life\n${lines.join('\n')}\n`);
}

/** Events: JSON lines, days as Americans write them, of a region or a store or of the country. */
export function writeEvents(pieces: Pieces, events: readonly GrocerEvent[]): void {
  const lines = events.map(({ name, type, start, end, strength, region, store }) =>
    JSON.stringify({
      ...{ event: name, type, from: americanDate(start), to: americanDate(end), strength },
      ...(region === undefined ? {} : { area: region }),
      ...(store === undefined ? {} : { store: dashedStore(store) }),
    }),
  );
  pieces.whole('landing/events/events.jsonl', `${lines.join('\n')}\n`);
}

function spelled(day: string): string {
  return `${day.slice(8)}-${months[Number(day.slice(5, 7)) - 1]}-${day.slice(0, 4)}`;
}

/** The regions of a grocer, in order. */
export function regionsOf({ regions }: GrocerSettings): readonly Region[] {
  return allRegions.slice(0, regions);
}
