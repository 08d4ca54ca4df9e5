import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { generateGrocer } from '../../src/generator/generate.ts';
import type { GrocerSettings } from '../../src/generator/settings.ts';
import { smallGrocer } from '../support/generated-grocer.ts';

/** The content of every generated file: texts whole, tables as JSON. */
function filesOf(settings: GrocerSettings): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const piece of generateGrocer(settings)) {
    if (piece.kind === 'end') continue;
    const text = piece.kind === 'text' ? piece.text : JSON.stringify(piece.columns);
    files.set(piece.path, (files.get(piece.path) ?? '') + text);
  }
  return files;
}

function digestOf(files: ReadonlyMap<string, string>, wanted: (path: string) => boolean = () => true): string {
  const hash = createHash('sha256');
  for (const path of [...files.keys()].filter(wanted).sort()) hash.update(path).update(files.get(path)!);
  return hash.digest('hex');
}

const files = filesOf(smallGrocer);

describe('the same seed gives the same bytes,', () => {
  test('another one others', () => {
    expect(digestOf(filesOf(smallGrocer))).toBe(digestOf(files));
    const others = filesOf({ ...smallGrocer, seed: 2 });
    expect([...others.keys()].filter((path) => others.get(path) === files.get(path))).toEqual([]);
  });

  test('whatever is held back to arrive later, except the row that is corrected late', () => {
    const longer = filesOf({ ...smallGrocer, arrivals: 2 });
    const landing = [...files.keys()].filter((path) => path.startsWith('landing/') && !path.includes('/events/'));
    const changed = landing.filter((path) => longer.get(path) !== files.get(path));
    expect(changed).toEqual(['landing/shipments/southeast/week-2018-06-25.csv']);
  });

  test('for a region, however many there are besides', () => {
    const ofMidwest = (path: string) => path.startsWith('landing/') && path.includes('/midwest/');
    const more = filesOf({ ...smallGrocer, regions: 3, corrections: 3 });
    expect(digestOf(more, ofMidwest)).toBe(digestOf(files, ofMidwest));
  });
});

test('every kind of source is there, in its format', () => {
  const kinds = [...files.keys()].map((path) =>
    path.replace(/\/(midwest|southeast)\//, '/').replace(/\d{4}-\d\d-\d\d/g, 'D'),
  );
  expect([...new Set(kinds)].sort()).toEqual([
    'landing/demographics/trade-areas.csv',
    'landing/events/events.jsonl',
    'landing/items/items.tsv',
    'landing/prices/history-D.csv.gz',
    'landing/prices/week-D.csv',
    'landing/returns/history-D.jsonl.gz',
    'landing/returns/week-D.jsonl',
    'landing/shipments/history-D-corrected-D.csv',
    'landing/shipments/history-D.csv.gz',
    'landing/shipments/history-D.parquet',
    'landing/shipments/week-D.csv',
    'landing/stores/stores.csv',
    'landing/weather/forecast-D.csv',
    'landing/weather/observed-history-D.csv.gz',
    'landing/weather/observed-week-D.csv',
    'truth/corrections.csv',
    'truth/dirty-rows.csv',
    'truth/expected.csv.gz',
    'truth/oracle.json',
    'truth/parameters.json',
    'truth/stock-outs.csv.gz',
  ]);
});

test('a week to arrive brings what a week brings, and prices for the week that comes into reach', () => {
  const arriving = [...filesOf({ ...smallGrocer, arrivals: 1 }).keys()].filter((path) => path.startsWith('arrivals/'));
  expect(arriving.filter((path) => !path.includes('/southeast/')).sort()).toEqual([
    'arrivals/2018-07-16/prices/midwest/week-2018-08-06.csv',
    'arrivals/2018-07-16/returns/midwest/week-2018-07-16.jsonl',
    'arrivals/2018-07-16/shipments/midwest/week-2018-07-16.csv',
    'arrivals/2018-07-16/weather/midwest/forecast-2018-07-22.csv',
    'arrivals/2018-07-16/weather/midwest/observed-week-2018-07-16.csv',
  ]);
  expect(arriving).toContain('arrivals/correction/shipments/southeast/week-2018-06-25-corrected-2018-06-25.csv');
});

test('drift multiplies only what the first region expects in its last eight weeks', () => {
  const expectedOf = (all: ReadonlyMap<string, string>): ReadonlyMap<string, number> =>
    new Map(
      all
        .get('truth/expected.csv.gz')!
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','))
        .map(([region, store, item, week, expected]) => [`${region} ${week} ${store} ${item}`, Number(expected)]),
    );
  const usual = expectedOf(files);
  const factors = new Map<string, Set<string>>();
  for (const [key, expected] of expectedOf(filesOf({ ...smallGrocer, drift: 1.5 }))) {
    const [region, week] = key.split(' ') as [string, string];
    const group = `${region} ${week >= '2018-05-21' ? 'late' : 'early'}`;
    factors.set(group, (factors.get(group) ?? new Set()).add((expected / usual.get(key)!).toFixed(2)));
  }
  expect(Object.fromEntries([...factors].map(([group, found]) => [group, [...found]]))).toEqual({
    'midwest early': ['1.00'],
    'midwest late': ['1.50'],
    'southeast early': ['1.00'],
    'southeast late': ['1.00'],
  });
});

test.each([
  ['renamed', 'store_code,sku,week_ending,quantity', /^[A-Z-\d]+,\d+,[\d/]+,\d+$/],
  ['missing', 'store_code,sku,week_ending', /^[A-Z-\d]+,\d+,[\d/]+$/],
  ['retyped', 'store_code,sku,week_ending,qty', /^[A-Z-\d]+,\d+,[\d/]+,\d+ EA$/],
  ['added', 'store_code,sku,week_ending,qty,route', /^[A-Z-\d]+,\d+,[\d/]+,\d+,R7$/],
] as const)('the form of the last four weeks of the first region: %s', (schemaChange, header, line) => {
  const changed = filesOf({ ...smallGrocer, schemaChange, dirtyShare: 0 });
  const heads = (region: string): string[] =>
    [...changed].filter(([path]) => path.includes(`shipments/${region}/week`)).map(([, text]) => text.split('\n')[0]!);
  expect(heads('midwest').slice(-5)).toEqual(['store_code,sku,week_ending,qty', header, header, header, header]);
  expect(new Set(heads('southeast'))).toEqual(new Set(['store_code,sku,week_ending,qty']));
  const last = changed.get('landing/shipments/midwest/week-2018-07-09.csv')!;
  expect(last.split('\n')[1]).toMatch(line);
});
