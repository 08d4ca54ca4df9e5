import { z } from 'zod';
import { describe, expect, test } from 'vitest';
import { defineProject, type ProjectDefinition, type SourceDefinition } from '../../src/project/define-project.ts';
import { ProjectConfigError, type ConfigFault } from '../../src/project/errors.ts';
import { resolveProject } from '../../src/project/resolve-project.ts';

const text = z.string();
const source = (name: string, kind: SourceDefinition['kind'], shape: z.ZodRawShape): SourceDefinition => {
  return { name, kind, landing: `${name}/*.csv`, row: z.object(shape), conditioner: (table) => table };
};
const sales = source('sales', 'shipments', { store: text, item: text, week: text, units: z.number() });
const plans = source('plans', 'known-ahead', { store: text, item: text, week: text, price: z.number() });
const stores = source('stores', 'stores', { store: text, region: text, format: text });

const sound: ProjectDefinition = defineProject({
  name: 'test',
  weekStartsOn: 'monday',
  horizonWeeks: 3,
  regions: [{ name: 'north', timeZone: 'Europe/Berlin' }],
  sources: [sales, plans, stores],
});

function faultsOf(config: unknown): readonly ConfigFault[] {
  try {
    resolveProject(config, 'shelfcast.config.ts');
    return [];
  } catch (error) {
    if (error instanceof ProjectConfigError) return error.faults;
    throw error;
  }
}

test('what is left out takes its default', () => {
  const { resolved, landingDirectory } = resolveProject(sound, 'shelfcast.config.ts');
  expect(landingDirectory).toBe('landing');
  expect(resolved).toMatchObject({
    formats: ['large', 'small'],
    velocity: { fastShareOfUnits: 0.8 },
    drivers: { promotions: [] },
    members: {
      lasso: { nAlphas: 15, minAlphaRatio: 1e-3, nFolds: 3, tolerance: 1e-4, maxIterations: 1000 },
      network: {
        epochs: 10,
        batchSize: 512,
        learningRate: 2e-3,
        hiddenUnits: [128, 64],
        preset: 'auto',
        seedsPerView: 1,
      },
    },
    seed: 1,
    backtest: { nWindows: 4, stepSizeWeeks: 3, refitEvery: 2 },
    gate: {
      maxMape: 0.45,
      championTolerance: 0.02,
      mustBeatBaseline: true,
      maxQuarantinedShare: 0.05,
      failOnWarnings: false,
      maxLevelFactor: 5,
    },
    staleAfterDays: 60,
    environments: {
      dev: { promotion: 'automatic' },
      prod: { promotion: 'manual', approval: { remindEveryHours: 24, expireAfterDays: 7 } },
    },
  });
});

test('part of a group can be given', () => {
  const { resolved } = resolveProject({ ...sound, members: { network: { epochs: 3 } } }, 'shelfcast.config.ts');
  expect(resolved.members.network).toMatchObject({ epochs: 3, batchSize: 512 });
});

test('a policy for approvals is filled up', () => {
  const environments = { prod: { promotion: 'manual' as const, approval: { expireAfterDays: 3 } } };
  expect(resolveProject({ ...sound, environments }, 'shelfcast.config.ts').resolved.environments).toEqual({
    prod: { promotion: 'manual', approval: { remindEveryHours: 24, expireAfterDays: 3 } },
  });
});

test('all faults are reported at once, each with its path', () => {
  const { horizonWeeks: _, ...withoutHorizon } = sound;
  const config = {
    ...withoutHorizon,
    name: 'Not a Name',
    weekStartsOn: 'thorsday',
    regions: [
      { name: 'north', timeZone: 'Mars/Olympus' },
      { name: 'north', timeZone: 'UTC' },
    ],
    sources: [
      { ...sales, landing: '../secrets/*' },
      { ...sales, kind: 'known-ahead' },
    ],
    drivers: { price: 'cost' },
    horizon: 3,
    gate: { maxMape: -1 },
  };
  let failure: unknown;
  try {
    resolveProject(config, '/p/shelfcast.config.ts');
  } catch (error) {
    failure = error;
  }
  expect((failure as ProjectConfigError).faults.map((fault) => fault.path)).toEqual([
    'name',
    'weekStartsOn',
    'horizonWeeks',
    'regions[0].timeZone',
    'sources[0].landing',
    'gate.maxMape',
    '',
    'regions[1]',
    'sources[1]',
    'sources',
    'sources[1].row.units',
  ]);
  expect((failure as Error).message).toMatch(
    /^\/p\/shelfcast\.config\.ts has 11 faults:\n {2}name: must be lower-case/,
  );
  expect((failure as Error).message).toContain('regions[1]: the name "north" is taken by regions[0]');
});

describe('single faults', () => {
  const changed = (change: Partial<Record<keyof ProjectDefinition, unknown>>) => ({ ...sound, ...change });
  const withSources = (...sources: readonly unknown[]) => changed({ sources });
  const row = (shape: z.ZodRawShape) => z.object(shape);

  test.each<[string, unknown, string, string | RegExp]>([
    ['horizon of zero', changed({ horizonWeeks: 0 }), 'horizonWeeks', /too small/],
    ['horizon of one and a half', changed({ horizonWeeks: 1.5 }), 'horizonWeeks', /expected int/],
    [
      'an offset for a time zone',
      changed({ regions: [{ name: 'a', timeZone: '+02:00' }] }),
      'regions[0].timeZone',
      /IANA/,
    ],
    ['a field that does not exist', changed({ staleAfter: 3 } as never), '', /unrecognized key: "staleAfter"/],
    ['a format twice', changed({ formats: ['big', 'big'] }), 'formats[1]', 'the name "big" is taken by formats[0]'],
    ['no shipments', withSources(plans, stores), 'sources', 'there is no source of kind "shipments"'],
    ['no stores', withSources(sales, plans), 'sources', 'there is no source of kind "stores"'],
    [
      'two shipments',
      withSources(sales, { ...sales, name: 'more' }, stores),
      'sources',
      'there are 2 sources of kind "shipments"; only one is allowed',
    ],
    [
      'an absolute landing',
      withSources({ ...sales, landing: '/tmp/*' }, stores),
      'sources[0].landing',
      /below the landing folder/,
    ],
    ['a share above 1', withSources({ ...sales, maxBadShare: 2 }, stores), 'sources[0].maxBadShare', /too big/],
    ['no row schema', withSources({ ...sales, row: {} }, stores), 'sources[0].row', /must be a z\.object/],
    [
      'no conditioner',
      withSources({ ...sales, conditioner: 'x' }, stores),
      'sources[0].conditioner',
      /must be a function/,
    ],
    [
      'a column left out',
      withSources({ ...sales, row: row({ store: text, item: text, week: text }) }, stores),
      'sources[0].row',
      'a row of shipments needs the column "units"',
    ],
    [
      'a column of the wrong type',
      withSources({ ...sales, row: row({ store: z.number(), item: text, week: text, units: z.number() }) }, stores),
      'sources[0].row.store',
      'must be a text',
    ],
    [
      'optional units',
      withSources({ ...sales, row: row({ store: text, item: text, week: text, units: z.number().nullish() }) }, stores),
      'sources[0].row.units',
      'must not be optional',
    ],
    [
      'a number coerced from an empty text',
      withSources(
        sales,
        { ...plans, row: row({ store: text, week: text, price: z.coerce.number().nullable() }) },
        stores,
      ),
      'sources[1].row.price',
      'treats an empty text as a number; parse it in the conditioner, with parseNumber',
    ],
    [
      'a known-ahead text',
      withSources(sales, { ...plans, row: row({ week: text, price: z.number(), event: text }) }, stores),
      'sources[1].row.event',
      'a column of kind known-ahead must be a number',
    ],
    [
      'a store that may be left out',
      withSources(sales, { ...plans, row: row({ store: text.nullish(), week: text, price: z.number() }) }, stores),
      'sources[1].row.store',
      'must not be optional; leave it out where values hold for all',
    ],
    [
      'nothing known ahead',
      withSources(sales, { ...plans, row: row({ store: text, week: text }) }, stores),
      'sources[1].row',
      'a row of kind known-ahead needs at least one number',
    ],
    [
      'a reserved name',
      withSources(sales, { ...plans, row: row({ week: text, units: z.number() }) }, stores),
      'sources[1].row.units',
      'the name units is reserved',
    ],
    [
      'a column of two sources',
      withSources(sales, plans, { ...plans, name: 'prices' }, stores),
      'sources[2].row.price',
      'the source "plans" has a column of this name already',
    ],
    [
      'zero for missing weeks of plans',
      withSources(sales, { ...plans, missingWeek: 'zero' }, stores),
      'sources[1].missingWeek',
      'only shipments and returns can treat a missing week as zero',
    ],
    [
      'a price that is no column',
      changed({ drivers: { price: 'cost' } }),
      'drivers.price',
      'no known-ahead source has a column "cost"; there are price',
    ],
    [
      'an approval where promotion is automatic',
      { ...sound, environments: { dev: { promotion: 'automatic', approval: { expireAfterDays: 2 } } } },
      'environments.dev.approval',
      /nobody is asked if promotion is automatic/,
    ],
    [
      'reminders that come after the end',
      { ...sound, environments: { prod: { promotion: 'manual', approval: { expireAfterDays: 1 } } } },
      'environments.prod.approval.remindEveryHours',
      '24 hours are not before the wait expires, after 1 days: nobody would be reminded',
    ],
    [
      'a promotion that is no column',
      { ...withSources(sales, stores), drivers: { promotions: ['deal'] } },
      'drivers.promotions[0]',
      'no known-ahead source has a column "deal"; there are none',
    ],
  ])('%s', (_, config, path, message) => {
    expect(faultsOf(config)).toEqual([
      { path, message: typeof message === 'string' ? message : (expect.stringMatching(message) as string) },
    ]);
  });
});
