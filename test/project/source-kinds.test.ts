import { z } from 'zod';
import { expect, test } from 'vitest';
import { defineProject, type ProjectDefinition, type SourceDefinition } from '../../src/project/define-project.ts';
import type { ProjectConfigError } from '../../src/project/errors.ts';
import { resolveProject } from '../../src/project/resolve-project.ts';

const text = z.string();
const number = z.number();
const source = (
  name: string,
  kind: SourceDefinition['kind'],
  shape: z.ZodRawShape,
  rest: Partial<SourceDefinition> = {},
): SourceDefinition => {
  return { name, kind, landing: `${name}/*.csv`, row: z.object(shape), conditioner: (table) => table, ...rest };
};
const week = { store: text, item: text, week: text };
const sales = source('sales', 'shipments', { ...week, units: number });
const plans = source('plans', 'known-ahead', { ...week, price: number });
const stores = source('stores', 'stores', { store: text, region: text, format: text, zip: text.nullish() });
const returns = source('returns', 'returns', { ...week, units: number });
const weather = source('weather', 'weather', { zip: text, date: text, issued: text.nullish(), rain: number });
const shoppers = source('shoppers', 'demographics', { store: text, income: number });
const events = source('events', 'events', { start: text, end: text, store: text.nullish(), fair: number });
const all = [sales, plans, stores, returns, weather, shoppers, events];

const project = (sources: readonly SourceDefinition[], drivers: ProjectDefinition['drivers'] = {}) =>
  defineProject({
    name: 'test',
    weekStartsOn: 'monday',
    horizonWeeks: 3,
    regions: [{ name: 'north', timeZone: 'Europe/Berlin' }],
    sources,
    drivers,
  });

test('weather, events and returns have their roles automatically, next to those that are given', () => {
  const known = source('more', 'known-ahead', { week: text, snow: number, school: number });
  const { resolved } = resolveProject(
    project([...all, known], { price: 'price', weather: ['snow', 'rain'], events: ['school'] }),
    'shelfcast.config.ts',
  );
  expect(resolved.drivers).toEqual({
    price: 'price',
    promotions: [],
    weather: ['snow', 'rain'],
    events: ['school', 'fair'],
    returns: 'returns',
  });
  expect(resolveProject(project([sales, stores]), 'shelfcast.config.ts').resolved.drivers).toEqual({ promotions: [] });
});

const storesOf = (name: string, column: string) => source(name, 'stores', { store: text, [column]: text });
const without = (name: string) => all.filter((one) => one.name !== name);
const withInstead = (name: string, instead: SourceDefinition) => [...without(name), instead];

test.each<[string, ProjectDefinition, string, string]>([
  [
    'weather without zip codes of the stores',
    project(withInstead('stores', source('stores', 'stores', { store: text, region: text, format: text }))),
    'sources[6].row',
    'needs the text column "zip": weather is joined to stores by it',
  ],
  [
    'a zip code that is a number',
    project(
      withInstead('stores', source('stores', 'stores', { store: text, region: text, format: text, zip: number })),
    ),
    'sources[6].row.zip',
    'must be a text, as in weather',
  ],
  [
    'weather without a date',
    project(withInstead('weather', source('weather', 'weather', { zip: text, rain: number }))),
    'sources[6].row',
    'a row of weather needs the column "date"',
  ],
  [
    'weather without a number',
    project(withInstead('weather', source('weather', 'weather', { zip: text, date: text }))),
    'sources[6].row',
    'a row of kind weather needs at least one number',
  ],
  [
    'an issue that is a number',
    project(
      withInstead('weather', source('weather', 'weather', { zip: text, date: text, issued: number, rain: number })),
    ),
    'sources[6].row.issued',
    'must be a text',
  ],
  [
    'weekly of an unknown column',
    project(withInstead('weather', { ...weather, weekly: { snow: 'sum' } })),
    'sources[6].weekly.snow',
    'the row has no number "snow"; there are rain',
  ],
  [
    'weekly of another kind',
    project(withInstead('returns', { ...returns, weekly: { units: 'sum' } })),
    'sources[6].weekly',
    'only days become weeks: allowed only for sources of kind weather',
  ],
  [
    'two sources of returns',
    project([...all, { ...returns, name: 'more' }]),
    'sources',
    'there are 2 sources of kind "returns"; only one is allowed',
  ],
  [
    'a region in no source of stores',
    project([...without('stores'), storesOf('types', 'format'), storesOf('cities', 'zip')]),
    'sources[6].row',
    'a row of stores needs the column "region", here or in another source of this kind',
  ],
  [
    'a column of stores that is a text here and a number there',
    project([...without('weather'), source('sizes', 'stores', { store: text, zip: number })]),
    'sources[6].row.zip',
    'must be a text, as in the source "stores"',
  ],
  [
    'a date that may be left out',
    project(withInstead('returns', source('returns', 'returns', { ...week, date: text.nullish(), units: number }))),
    'sources[6].row.date',
    'must not be optional; leave it out where rows are about whole weeks',
  ],
  [
    'parts of a price',
    project(withInstead('plans', { ...plans, repeatedWeek: 'parts' })),
    'sources[6].repeatedWeek',
    'only units add up: allowed only for shipments and returns',
  ],
  [
    'more than units in returns',
    project(withInstead('returns', source('returns', 'returns', { ...week, units: number, reason: text }))),
    'sources[6].row.reason',
    'must be left out: a row of kind returns has the columns store, item, week, units',
  ],
  [
    'a text in demographics',
    project(withInstead('shoppers', source('shoppers', 'demographics', { store: text, age: number, town: text }))),
    'sources[6].row.town',
    'a column of kind demographics must be a number',
  ],
  [
    'demographics the stores have already',
    project([...all, source('census', 'demographics', { store: text, income: number })]),
    'sources[7].row.income',
    'the source "shoppers" has a column of this name already',
  ],
  [
    'an event without an end',
    project(withInstead('events', source('events', 'events', { start: text, fair: number }))),
    'sources[6].row',
    'a row of events needs the column "end"',
  ],
  [
    'an event whose scope is a number',
    project(withInstead('events', source('events', 'events', { start: text, end: text, store: number, fair: number }))),
    'sources[6].row.store',
    'must be a text',
  ],
  [
    'events that may have a name',
    project(
      withInstead(
        'events',
        source('events', 'events', { start: text, end: text, event: text.nullish(), fair: number }),
      ),
    ),
    'sources[6].row.event',
    'must not be optional; leave it out where events have no names',
  ],
  [
    'a column of weather and of events',
    project(withInstead('events', source('events', 'events', { start: text, end: text, rain: number }))),
    'sources[6].row.rain',
    'the source "weather" has a column of this name already',
  ],
  [
    'a column named as returns are',
    project(withInstead('plans', source('plans', 'known-ahead', { ...week, returns: number }))),
    'sources[6].row.returns',
    'the source "returns" has a column of this name already',
  ],
  [
    'weather as a promotion',
    project(all, { promotions: ['rain'] }),
    'drivers.promotions[0]',
    'the column "rain" has the role drivers.weather by the kind of its source',
  ],
  [
    'other returns than those of the source',
    project([...all, source('back', 'observed', { ...week, back: number })], { returns: 'back' }),
    'drivers.returns',
    'is set by the source of kind returns; leave it out',
  ],
])('%s', (_, config, path, message) => {
  let failure: unknown;
  try {
    resolveProject(config, 'shelfcast.config.ts');
  } catch (error) {
    failure = error;
  }
  expect((failure as ProjectConfigError).faults).toEqual([{ path, message }]);
});

test('sources of stores, and of items, may complete each other', () => {
  const types = source('types', 'stores', { store: text, format: text });
  const places = source('places', 'stores', { store: text, region: text, zip: text });
  const names = source('names', 'items', { item: text, name: text });
  const brands = source('brands', 'items', { item: text, brand: text });
  const { resolved } = resolveProject(
    project([sales, plans, weather, types, places, names, brands]),
    'shelfcast.config.ts',
  );
  expect(resolved.sources.map(({ name }) => name)).toContain('places');
});
