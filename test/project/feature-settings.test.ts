import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defaultFeatures, defineProject, type ProjectDefinition } from '../../src/project/define-project.ts';
import { ProjectConfigError, type ConfigFault } from '../../src/project/errors.ts';
import { resolveProject } from '../../src/project/resolve-project.ts';

const text = z.string();
const weekly = (kind: 'known-ahead' | 'observed', name: string, shape: z.ZodRawShape) => {
  return {
    name,
    kind,
    landing: `${name}/*`,
    row: z.object({ week: text, ...shape }),
    conditioner: <T>(table: T) => table,
  };
};
const conditioner = <T>(table: T) => table;
const sound: ProjectDefinition = defineProject({
  name: 'test',
  weekStartsOn: 'monday',
  horizonWeeks: 3,
  regions: [{ name: 'north', timeZone: 'Europe/Berlin' }],
  sources: [
    {
      name: 'sales',
      kind: 'shipments',
      landing: 'sales/*',
      row: z.object({ store: text, item: text, week: text, units: z.number() }),
      conditioner,
    },
    {
      name: 'stores',
      kind: 'stores',
      landing: 's/*',
      row: z.object({ store: text, region: text, format: text }),
      conditioner,
    },
    weekly('known-ahead', 'forecasts', { store: text, rain: z.number(), fair: z.number().nullish() }),
    weekly('observed', 'back', { store: text, item: text, returned: z.number() }),
    weekly('observed', 'gates', { visitors: z.number() }),
  ],
});

const resolve = (change: Record<string, unknown> = {}) =>
  resolveProject({ ...sound, ...change }, 'shelfcast.config.ts').resolved;

function faultsOf(change: Record<string, unknown>): readonly ConfigFault[] {
  try {
    resolve(change);
    return [];
  } catch (error) {
    if (error instanceof ProjectConfigError) return error.faults;
    throw error;
  }
}

test('a project that says nothing has the default features, and no roles but promotions', () => {
  const { features, drivers } = resolve();
  expect(features).toEqual({
    use: [
      'sales-history',
      'driver-effect',
      'residual-levels',
      'last-year',
      'price',
      'promotions',
      'known-ahead',
      'leading-items',
      'calendar',
      'holidays',
      'paydays',
      'weather',
      'events',
      'returns',
      'observed',
    ],
    leadWeeks: 0,
    seasonalFromWeeks: 125,
    calendar: { holidays: [], paydays: { daysOfMonth: [] } },
  });
  expect(drivers).toEqual({ promotions: [] });
});

test('features are kept in the order of their columns, each once', () => {
  const { features } = resolve({ features: { use: ['first-sale', ...defaultFeatures, 'sales-range', 'price'] } });
  expect(features.use).toEqual([...defaultFeatures, 'sales-range', 'first-sale']);
});

test('options and roles arrive as they are written, and survive JSON', () => {
  const holidays = [
    { name: 'christmas', rule: 'month-day', month: 12, day: 25 },
    { name: 'thanksgiving', rule: 'nth-weekday', month: 11, weekday: 'thursday', nth: 4 },
    { name: 'memorial', rule: 'nth-weekday', month: 5, weekday: 'monday', nth: 'last' },
    { name: 'good-friday', rule: 'easter', offsetDays: -2 },
    { name: 'final', rule: 'dates', dates: ['2026-02-08'] },
  ];
  const calendar = { holidays, paydays: { daysOfMonth: [15, 'last'] } };
  const drivers = { weather: ['rain'], events: ['fair'], returns: 'returned' };
  const resolved = resolve({ features: { leadWeeks: 2, calendar }, drivers });
  expect(resolved.features).toMatchObject({ leadWeeks: 2, calendar });
  expect(resolved.drivers).toEqual({ promotions: [], ...drivers });
  expect(JSON.parse(JSON.stringify(resolved))).toEqual(resolved);
});

describe('faults', () => {
  test('are reported all at once', () => {
    const holidays = [
      { name: 'a', rule: 'month-day', month: 2, day: 30 },
      { name: 'a', rule: 'moon' },
      { name: 'b', rule: 'dates', dates: ['2025-02-30'] },
    ];
    const faults = faultsOf({
      features: { use: ['price', 'prices'], leadWeeks: -1, calendar: { holidays, paydays: { daysOfMonth: [32] } } },
      drivers: { weather: ['visitors'], events: ['rain', 'snow'], promotions: ['rain'], returns: 'fair' },
    });
    expect(faults.map(({ path }) => path)).toEqual([
      'features.use[1]',
      'features.leadWeeks',
      'features.calendar.holidays[0].day',
      'features.calendar.holidays[1].rule',
      'features.calendar.holidays[2].dates[0]',
      'features.calendar.paydays.daysOfMonth[0]',
      'features.calendar.holidays[1]',
      'drivers.weather[0]',
      'drivers.events[0]',
      'drivers.events[1]',
      'drivers.returns',
    ]);
  });

  test.each<[string, Record<string, unknown>, string, string | RegExp]>([
    [
      'an unknown feature',
      { features: { use: ['prices'] } },
      'features.use[0]',
      /^there is no feature "prices"; there are sales-history, driver-effect, .*, first-sale$/,
    ],
    [
      'no features for members to build on',
      { features: { use: ['sales-history'] } },
      'features.use',
      'must have driver-effect, residual-levels, which the members are built on',
    ],
    [
      'a day no month has',
      { features: { calendar: { holidays: [{ name: 'a', rule: 'month-day', month: 4, day: 31 }] } } },
      'features.calendar.holidays[0].day',
      'must be a day the month has',
    ],
    [
      'an observed column read for weeks to come',
      { drivers: { weather: ['visitors'] } },
      'drivers.weather[0]',
      'the column "visitors" is observed: it is known only after the week is over, and this role is read for weeks to come',
    ],
    [
      'returns known ahead',
      { drivers: { returns: 'rain' } },
      'drivers.returns',
      'the column "rain" is known ahead, and this role needs one of a source of kind "observed"',
    ],
    [
      'a column that is nowhere',
      { drivers: { returns: 'back' } },
      'drivers.returns',
      'no observed source has a column "back"; there are returned, visitors',
    ],
    [
      'a column with two roles',
      { drivers: { events: ['fair'], weather: ['fair'] } },
      'drivers.events[0]',
      'the column "fair" has the role drivers.weather[0] already',
    ],
    [
      'an observed text',
      { sources: [...sound.sources, weekly('observed', 'notes', { note: text })] },
      'sources[5].row.note',
      'a column of kind observed must be a number',
    ],
    [
      'one column known ahead and observed',
      { sources: [...sound.sources, weekly('observed', 'rain', { rain: z.number() })] },
      'sources[5].row.rain',
      'the source "forecasts" has a column of this name already',
    ],
  ])('%s', (_, change, path, message) => {
    const expected = typeof message === 'string' ? message : (expect.stringMatching(message) as string);
    expect(faultsOf(change)).toContainEqual({ path, message: expected });
  });
});
