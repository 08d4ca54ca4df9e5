import { join } from 'node:path';
import { defineProject } from 'shelfcast';
import { z } from 'zod';
import { conditionDemographics } from './conditioners/demographics.ts';
import { conditionEvents } from './conditioners/events.ts';
import { conditionItems } from './conditioners/items.ts';
import { conditionPrices } from './conditioners/prices.ts';
import { conditionReturns } from './conditioners/returns.ts';
import { conditionShipments } from './conditioners/shipments.ts';
import { conditionStores } from './conditioners/stores.ts';
import { conditionWeather } from './conditioners/weather.ts';
import { deliveringRegions } from './regions.ts';

const intensity = z.number().min(0).max(1);
const series = { store: z.string(), item: z.string(), week: z.iso.date() };

/** A synthetic grocer from `shelfcast generate`: every kind of source, each in the form its system happens to write. */
export default defineProject({
  name: 'grocer',
  weekStartsOn: 'monday',
  horizonWeeks: 3,
  regions: deliveringRegions(join(import.meta.dirname, 'landing')),
  formats: ['large', 'small'],
  sources: [
    {
      name: 'shipments',
      kind: 'shipments',
      landing: 'shipments/*/*.{csv,csv.gz,parquet}',
      columns: ['store_code', 'sku', 'week_ending', 'qty'],
      row: z.object({ ...series, units: z.number().min(0) }),
      conditioner: conditionShipments,
      // A week of a small region is a few hundred lines: some broken ones are more than the two percent of other sources.
      maxBadShare: 0.1,
      // The order system writes a line for what was sold, and none for what was not.
      missingWeek: 'zero',
    },
    {
      name: 'returns',
      kind: 'returns',
      landing: 'returns/*/*.{jsonl,jsonl.gz}',
      columns: ['store', 'sku', 'weekEnding', 'returned'],
      row: z.object({ ...series, units: z.number().min(0) }),
      conditioner: conditionReturns,
      missingWeek: 'zero',
    },
    {
      name: 'prices',
      kind: 'known-ahead',
      landing: 'prices/*/*.{csv,csv.gz}',
      columns: ['Woche', 'Filiale'],
      delimiter: ';',
      row: z.object({ ...series, price: z.number().positive(), deal: intensity, feature: intensity }),
      conditioner: conditionPrices,
    },
    {
      name: 'weather',
      kind: 'weather',
      landing: 'weather/*/*.{csv,csv.gz}',
      columns: ['zip'],
      row: z.object({
        zip: z.string(),
        date: z.iso.date(),
        issued: z.iso.date().optional(),
        temperature: z.number(),
        rain: z.number().min(0),
      }),
      conditioner: conditionWeather,
      weekly: { temperature: 'mean', rain: 'sum' },
    },
    {
      name: 'events',
      kind: 'events',
      landing: 'events/*.jsonl',
      columns: ['type', 'from', 'to', 'strength'],
      row: z.object({
        start: z.iso.date(),
        end: z.iso.date(),
        region: z.string().optional(),
        store: z.string().optional(),
        ...{ holiday: intensity, sports: intensity, local: intensity },
      }),
      conditioner: conditionEvents,
    },
    {
      name: 'demographics',
      kind: 'demographics',
      landing: 'demographics/*.csv',
      columns: ['Store', 'Median income', 'Under 18', 'Household size', 'People per sq mile'],
      delimiter: ';',
      row: z.object({
        store: z.string(),
        logIncome: z.number(),
        shareUnder18: z.number(),
        householdSize: z.number(),
        logDensity: z.number(),
      }),
      conditioner: conditionDemographics,
    },
    {
      name: 'stores',
      kind: 'stores',
      landing: 'stores/*.csv',
      columns: ['store_no', 'banner', 'region', 'zip', 'sqft'],
      row: z.object({
        store: z.string(),
        region: z.string(),
        format: z.enum(['large', 'small']),
        zip: z.string(),
        squareFeet: z.number().positive(),
      }),
      conditioner: conditionStores,
      maxBadShare: 0,
    },
    {
      name: 'items',
      kind: 'items',
      landing: 'items/*.tsv',
      columns: ['SKU', 'Description', 'Category', 'Brand', 'Pack', 'Shelf life'],
      row: z.object({
        item: z.string(),
        name: z.string(),
        ...{ category: z.string(), brand: z.string(), pack: z.string(), shelf: z.string() },
      }),
      conditioner: conditionItems,
      maxBadShare: 0,
    },
  ],
  // Weather, events and returns have their roles by their kinds.
  drivers: { price: 'price', promotions: ['deal', 'feature'] },
  // A week ends on Sunday; by Monday noon its files are expected, and what comes later starts a cycle automatically.
  schedule: { weekday: 'monday', time: '12:00', jitterSeconds: 300 },
  watch: { everySeconds: 300, stableSeconds: 60 },
  environments: {
    dev: { promotion: 'automatic' },
    // Two environments on one machine would do everything twice; take these lines out where prod is served elsewhere.
    prod: { promotion: 'manual', schedule: { enabled: false }, watch: { enabled: false } },
  },
});
