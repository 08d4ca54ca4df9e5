import { defineProject } from 'shelfcast';
import { z } from 'zod';
import { conditionItems } from './conditioners/items.ts';
import { conditionPrices } from './conditioners/prices.ts';
import { conditionSales } from './conditioners/sales.ts';
import { conditionStores } from './conditioners/stores.ts';

const series = { store: z.string(), item: z.string(), week: z.iso.date() };

export default defineProject({
  name: 'my-grocer',
  weekStartsOn: 'monday',
  horizonWeeks: 3,
  // One cycle a region and week; each may have a calendar of its own.
  regions: [
    { name: 'north', timeZone: 'America/Chicago' },
    { name: 'south', timeZone: 'America/New_York' },
  ],
  // A model is trained for each region, format and kind of mover.
  formats: ['large', 'small'],
  sources: [
    {
      name: 'sales',
      kind: 'shipments',
      landing: 'sales/*.csv', // below landing/; later files correct earlier ones
      columns: ['Store', 'Product', 'Week of', 'Qty'], // what the raw files must have
      row: z.object({ ...series, units: z.number().min(0) }), // what the conditioner makes of them
      conditioner: conditionSales,
    },
    {
      name: 'prices',
      kind: 'known-ahead', // known for the weeks that are forecast, too
      landing: 'prices/*.csv',
      columns: ['Store', 'Product', 'Week of', 'Price', 'Deal'],
      row: z.object({ ...series, price: z.number().positive(), deal: z.number().min(0).max(1) }),
      conditioner: conditionPrices,
    },
    {
      name: 'stores',
      kind: 'stores',
      landing: 'stores/*.csv',
      columns: ['store', 'region', 'format', 'squareMetres'],
      row: z.object({
        store: z.string(),
        region: z.string(),
        format: z.string(),
        squareMetres: z.number().positive(),
      }),
      conditioner: conditionStores,
      maxBadShare: 0,
    },
    {
      name: 'items',
      kind: 'items',
      landing: 'items/*.csv',
      columns: ['item', 'category'],
      row: z.object({ item: z.string(), category: z.string() }),
      conditioner: conditionItems,
      maxBadShare: 0,
    },
  ],
  drivers: { price: 'price', promotions: ['deal'] },
  // So few stores need little training. Take this out for data of your own: the preset is then chosen by a backtest, segment by segment.
  members: { network: { preset: 'steady', epochs: 12, seedsPerView: 1 } },
  environments: {
    dev: { promotion: 'automatic' }, // a better model becomes champion automatically
    prod: { promotion: 'manual' }, // a person approves it: shelfcast approve
  },
  // schedule: { weekday: 'monday', time: '06:00' }, // a cycle every week, in the time zone of each region
  // watch: { everySeconds: 60, stableSeconds: 30 }, // and one when files arrive in landing/
});
