import { z } from 'zod';
import { describe, expect, test } from 'vitest';
import type { ResolvedProject } from '../../src/contracts/project.ts';
import { ProjectConfigError, type ConfigFault } from '../../src/project/errors.ts';
import { resolveProject } from '../../src/project/resolve-project.ts';

const text = z.string();
const project = {
  name: 'test',
  weekStartsOn: 'monday',
  horizonWeeks: 3,
  sources: [
    { kind: 'shipments', row: z.object({ store: text, item: text, week: text, units: z.number() }) },
    { kind: 'stores', row: z.object({ store: text, region: text, format: text }) },
  ].map((source) => ({ name: source.kind, landing: '*.csv', conditioner: (table: unknown) => table, ...source })),
};

interface Levels {
  readonly schedule?: unknown;
  readonly north?: unknown;
  readonly dev?: unknown;
  readonly watch?: unknown;
  readonly devWatch?: unknown;
}

const configuration = ({ schedule, north, dev, watch, devWatch }: Levels) => ({
  ...project,
  ...(schedule === undefined ? {} : { schedule }),
  ...(watch === undefined ? {} : { watch }),
  regions: [
    { name: 'north', timeZone: 'Europe/Berlin', ...(north === undefined ? {} : { schedule: north }) },
    { name: 'south', timeZone: 'Pacific/Auckland' },
  ],
  environments: {
    dev: {
      promotion: 'automatic',
      ...(dev === undefined ? {} : { schedule: dev }),
      ...(devWatch === undefined ? {} : { watch: devWatch }),
    },
    prod: { promotion: 'manual' },
  },
});
const resolved = (levels: Levels): ResolvedProject => resolveProject(configuration(levels), 'c').resolved;

function faultsOf(levels: Levels): readonly ConfigFault[] {
  try {
    resolved(levels);
    return [];
  } catch (error) {
    if (error instanceof ProjectConfigError) return error.faults;
    throw error;
  }
}

const mondays = { weekday: 'monday', time: '06:00' };

describe('schedules', () => {
  test('asked for nowhere, there are none', () => {
    expect(resolved({}).schedules).toEqual({ dev: {}, prod: {} });
  });

  test("the project's holds for every region and environment, each in its region's time zone", () => {
    const rest = { when: mondays, jitterSeconds: 0, catchUpDays: 7 };
    const regions = {
      north: { ...rest, timeZone: 'Europe/Berlin' },
      south: { ...rest, timeZone: 'Pacific/Auckland' },
    };
    expect(resolved({ schedule: mondays }).schedules).toEqual({ dev: regions, prod: regions });
  });

  test("a region's goes before the project's, an environment's before both, field by field", () => {
    const { schedules } = resolved({
      schedule: { ...mondays, jitterSeconds: 60 },
      north: { cron: '30 5 * * 2', catchUpDays: 2 },
      dev: { jitterSeconds: 5 },
    });
    expect(schedules).toMatchObject({
      dev: {
        north: { when: { cron: '30 5 * * 2' }, jitterSeconds: 5, catchUpDays: 2 },
        south: { when: mondays, jitterSeconds: 5, catchUpDays: 7 },
      },
      prod: { north: { when: { cron: '30 5 * * 2' }, jitterSeconds: 60 }, south: { when: mondays, jitterSeconds: 60 } },
    });
  });

  test('an environment or a region can be without', () => {
    expect(resolved({ schedule: mondays, dev: { enabled: false } }).schedules['dev']).toEqual({});
    expect(Object.keys(resolved({ schedule: mondays, north: { enabled: false } }).schedules['prod'] ?? {})).toEqual([
      'south',
    ]);
  });

  test('one region alone can have one, also in one environment alone', () => {
    const { schedules } = resolved({ schedule: { ...mondays, enabled: false }, dev: { enabled: true } });
    expect([Object.keys(schedules['dev'] ?? {}), schedules['prod']]).toEqual([['north', 'south'], {}]);
    expect(Object.keys(resolved({ north: mondays }).schedules['dev'] ?? {})).toEqual(['north']);
  });

  test.each<[string, Levels, string, RegExp]>([
    ['a time that is none', { schedule: { ...mondays, time: '6:00' } }, 'schedule.time', /HH:MM/],
    ['24 o’clock', { schedule: { ...mondays, time: '24:00' } }, 'schedule.time', /HH:MM/],
    ['a weekday that is none', { north: { ...mondays, weekday: 'mon' } }, 'regions[0].schedule.weekday', /monday/],
    ['a cron expression that is none', { dev: { cron: 'weekly' } }, 'environments.dev.schedule.cron', /has 1 fields/],
    ['an unknown field', { schedule: { ...mondays, zone: 'UTC' } }, 'schedule', /zone/],
    ['jitter without end', { schedule: { ...mondays, jitterSeconds: 1e6 } }, 'schedule.jitterSeconds', /3600/],
    ['catching up for a year', { schedule: { ...mondays, catchUpDays: 365 } }, 'schedule.catchUpDays', /31/],
    ['two ways to say when', { schedule: { ...mondays, cron: '0 6 * * 1' } }, 'schedule.cron', /cannot be combined/],
    ['a weekday alone', { north: { weekday: 'monday' } }, 'regions[0].schedule.time', /is missing/],
    ['a time alone', { dev: { time: '06:00' } }, 'environments.dev.schedule.weekday', /is missing/],
    ['nobody who says when', { schedule: { jitterSeconds: 5 } }, 'schedule', /has no time/],
    ['a region that does not', { north: { jitterSeconds: 5 } }, 'regions[0].schedule', /has no time/],
  ])('%s is a fault', (_, levels, path, message) => {
    expect(faultsOf(levels)).toEqual([{ path, message: expect.stringMatching(message) as string }]);
  });
});

describe('watches', () => {
  test('asked for nowhere, nobody watches', () => {
    expect(resolved({}).watches).toEqual({});
  });

  test('an environment fills in what it says itself', () => {
    expect(resolved({ watch: { stableSeconds: 10 }, devWatch: { everySeconds: 20 } }).watches).toEqual({
      dev: { everySeconds: 20, stableSeconds: 10 },
      prod: { everySeconds: 60, stableSeconds: 10 },
    });
    expect(resolved({ watch: {}, devWatch: { enabled: false } }).watches).toEqual({
      prod: { everySeconds: 60, stableSeconds: 30 },
    });
    expect(resolved({ devWatch: {} }).watches).toEqual({ dev: { everySeconds: 60, stableSeconds: 30 } });
  });

  test('a look every second is a fault', () => {
    expect(faultsOf({ watch: { everySeconds: 1 } })).toMatchObject([{ path: 'watch.everySeconds' }]);
  });
});
