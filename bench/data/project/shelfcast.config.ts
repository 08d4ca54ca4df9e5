import { escape, type ColumnTable } from 'arquero';
import { defineProject, parseNumber } from 'shelfcast';
import { z } from 'zod';

const text = z.string();
const perItem = { store: text, item: text, week: text, units: z.number().min(0) };

/** A conditioner that parses the named columns. */
function numbers(...names: readonly string[]) {
  const parsed: Record<string, object> = Object.fromEntries(
    names.map((name) => [name, escape((row: Record<string, string>) => parseNumber(row[name]))]),
  );
  return (table: ColumnTable) => table.derive(parsed);
}

/** The project of `npm run bench:data`: 14 regions and every kind of source that its generator writes. */
export default defineProject({
  name: 'bench-data',
  weekStartsOn: 'monday',
  horizonWeeks: 3,
  regions: Array.from({ length: 14 }, (_, index) => {
    return { name: `region-${String(index + 1).padStart(2, '0')}`, timeZone: 'America/Chicago' };
  }),
  sources: [
    {
      name: 'shipments',
      kind: 'shipments',
      landing: 'shipments/*.csv',
      columns: ['store', 'item', 'week', 'units'],
      row: z.object(perItem),
      conditioner: numbers('units'),
    },
    {
      name: 'returns',
      kind: 'returns',
      landing: 'returns/*.csv',
      row: z.object(perItem),
      conditioner: numbers('units'),
    },
    {
      name: 'weather',
      kind: 'weather',
      landing: 'weather/*.csv',
      row: z.object({
        zip: text,
        date: text,
        issued: text.nullish(),
        temperature: z.number(),
        rain: z.number().min(0),
      }),
      conditioner: numbers('temperature', 'rain'),
      weekly: { rain: 'sum' },
    },
    {
      name: 'prices',
      kind: 'known-ahead',
      landing: 'prices/*.csv',
      row: z.object({ item: text, week: text, price: z.number().positive(), promotion: z.number().min(0).max(1) }),
      conditioner: numbers('price', 'promotion'),
    },
    {
      name: 'events',
      kind: 'events',
      landing: 'events/*.csv',
      row: z.object({ start: text, end: text, region: text.nullish(), holiday: z.number(), local: z.number() }),
      conditioner: numbers('holiday', 'local'),
    },
    {
      name: 'shoppers',
      kind: 'demographics',
      landing: 'shoppers/*.csv',
      row: z.object({ store: text, income: z.number(), households: z.number() }),
      conditioner: numbers('income', 'households'),
    },
    {
      name: 'stores',
      kind: 'stores',
      landing: 'stores/*.csv',
      row: z.object({ store: text, region: text, format: text, zip: text, squareMetres: z.number() }),
      conditioner: numbers('squareMetres'),
    },
    {
      name: 'items',
      kind: 'items',
      landing: 'items/*.csv',
      row: z.object({ item: text, category: text }),
      conditioner: (table) => table,
    },
  ],
  drivers: { price: 'price', promotions: ['promotion'] },
});
