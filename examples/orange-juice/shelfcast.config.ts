import { defineProject } from 'shelfcast';
import { z } from 'zod';
import { conditionBrands } from './conditioners/brands.ts';
import { conditionPrices } from './conditioners/prices.ts';
import { conditionPromotions } from './conditioners/promotions.ts';
import { conditionSales } from './conditioners/sales.ts';
import { conditionStores } from './conditioners/stores.ts';

const priceColumns = Array.from({ length: 11 }, (_, index) => `price${index + 1}`);

/** Refrigerated orange juice at Dominick's Finer Foods: 83 stores, 11 brands, 118 weeks and three more to arrive. */
export default defineProject({
  name: 'orange-juice',
  weekStartsOn: 'thursday',
  horizonWeeks: 3,
  // Which store belongs where, `conditioners/stores.ts` decides from the store's competition.
  regions: [
    { name: 'urban', timeZone: 'America/Chicago' },
    { name: 'suburban', timeZone: 'America/Chicago' },
  ],
  formats: ['large', 'small'],
  sources: [
    {
      name: 'sales',
      kind: 'shipments',
      landing: 'sales/*.{csv,csv.gz}',
      columns: ['store', 'brand', 'week', 'logmove'],
      row: z.object({ store: z.string(), item: z.string(), week: z.iso.date(), units: z.number().min(0) }),
      conditioner: conditionSales,
    },
    {
      name: 'prices',
      kind: 'known-ahead',
      landing: 'prices/*.{csv,csv.gz}',
      columns: ['store', 'week', ...priceColumns],
      row: z.object({ store: z.string(), item: z.string(), week: z.iso.date(), price: z.number().positive() }),
      conditioner: conditionPrices,
    },
    {
      name: 'promotions',
      kind: 'known-ahead',
      landing: 'promotions/*.{csv,csv.gz}',
      columns: ['store', 'brand', 'week', 'deal', 'feat'],
      row: z.object({
        store: z.string(),
        item: z.string(),
        week: z.iso.date(),
        deal: z.number().min(0).max(1),
        feature: z.number().min(0).max(1),
      }),
      conditioner: conditionPromotions,
    },
    {
      name: 'stores',
      kind: 'stores',
      landing: 'stores/*.csv',
      columns: ['STORE', 'CPDIST5', 'CPWVOL5'],
      row: z.object({
        store: z.string(),
        region: z.enum(['urban', 'suburban']),
        format: z.enum(['large', 'small']),
        shareAged60: z.number(),
        shareCollege: z.number(),
        shareBlackOrHispanic: z.number(),
        logIncome: z.number(),
        shareLargeHouseholds: z.number(),
        shareWorkingWomen: z.number(),
        shareHomesOver150k: z.number(),
        warehouseStoreDistance: z.number(),
        warehouseStoreSalesRatio: z.number(),
        supermarketMiles: z.number(),
        supermarketSalesRatio: z.number(),
      }),
      conditioner: conditionStores,
      maxBadShare: 0,
    },
    {
      name: 'brands',
      kind: 'items',
      landing: 'brands/*.csv',
      columns: ['brand', 'name', 'family', 'size_oz'],
      row: z.object({ item: z.string(), name: z.string(), family: z.string(), sizeOunces: z.number() }),
      conditioner: conditionBrands,
      maxBadShare: 0,
    },
  ],
  drivers: { price: 'price', promotions: ['deal', 'feature'] },
  // The sales week ends on Wednesday; by Monday morning its file is expected.
  schedule: { weekday: 'monday', time: '06:00', jitterSeconds: 60 },
  environments: {
    dev: { promotion: 'automatic' },
    // Two environments on one machine would do everything twice; take the schedule's line out where prod is served elsewhere.
    prod: { promotion: 'manual', schedule: { enabled: false } },
  },
});
