import { addWeeks } from '../../contracts/week.ts';
import { categories } from '../model/categories.ts';
import type { Item } from '../model/items.ts';
import { stockedUpEffect } from '../model/price-plan.ts';
import { opening, stockOutShare, wandering } from '../model/region-model.ts';
import { smallStoreShare } from '../model/stores.ts';
import type { RegionStores } from '../raw/masters.ts';
import { driftWeeks, schemaChangeWeeks, type GrocerSettings } from '../settings.ts';

/** Everything that demand was made of, and what was planted on purpose. */
export function parametersOf(settings: GrocerSettings, regions: readonly RegionStores[], items: readonly Item[]) {
  const { from, weeks, drift, schemaChange } = settings;
  const first = regions[0]?.region.name;
  return {
    settings,
    about:
      'Effects are on log demand. expected = exp(level + trend + season + price and promotion + weather + events + opening + drift + wandering level); demand is negative binomial with variance expected + expected² / shape; units = min(demand, stock).',
    lastWeek: addWeeks(from, weeks - 1),
    ...{ stockedUpEffect, stockOutShare, smallStoreShare, wandering, opening },
    drift: drift === 1 ? null : { region: first, from: addWeeks(from, weeks - driftWeeks), factor: drift },
    schemaChange:
      schemaChange === undefined
        ? null
        : { source: 'shipments', region: first, from: addWeeks(from, weeks - schemaChangeWeeks), change: schemaChange },
    categories: categories.map(({ label: _label, products: _products, ...effects }) => effects),
    items: items.map(({ category, categoryIndex: _index, ...item }) => ({ ...item, category: category.name })),
    regions: regions.map(({ region, stores }) => ({
      ...region,
      stores: stores.map(({ banner, bannerIndex: _index, ...store }) => ({
        ...store,
        closedWeek: Number.isFinite(store.closedWeek) ? store.closedWeek : null,
        banner: banner.name,
        format: banner.format,
      })),
    })),
  };
}
