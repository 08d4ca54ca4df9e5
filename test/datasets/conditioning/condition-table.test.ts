import { escape, op, table, type ColumnTable } from 'arquero';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createConditioning } from '../../../src/datasets/conditioning/condition-table.ts';
import { countReasons } from '../../../src/datasets/conditioning/quarantine.ts';
import { ConditionerFailedError, ConditionerOutputError } from '../../../src/datasets/errors.ts';
import { readDelimited } from '../../support/raw-tables.ts';
import type { BlockColumn } from '../../../src/ports/table-engine.ts';
import { defineProject, type SourceDefinition } from '../../../src/project/define-project.ts';
import type { LoadedSource } from '../../../src/project/loaded-project.ts';
import { parseNumber } from '../../../src/project/parse-number.ts';
import { resolveProject } from '../../../src/project/resolve-project.ts';

const rules = { weekStartsOn: 'monday', regions: ['north', 'south'], formats: ['large', 'small'] } as const;
const text = z.string();

const sales: SourceDefinition = {
  name: 'sales',
  kind: 'shipments',
  landing: 'sales/*.csv',
  row: z.object({ store: text, item: text, week: text, units: z.number() }),
  conditioner: (raw) => raw.derive({ units: escape((row: { units: string }) => parseNumber(row.units)) }),
};
const stores: SourceDefinition = {
  name: 'stores',
  kind: 'stores',
  landing: 'stores/*.csv',
  row: z.object({ store: text, region: text, format: text, size: z.number().nullish() }),
  conditioner: (raw) => raw.derive({ size: escape((row: { size: string }) => parseNumber(row.size)) }),
};

function loaded(source: SourceDefinition): LoadedSource {
  const others = [sales, stores].filter((other) => other.kind !== source.kind);
  const config = defineProject({
    name: 'test',
    weekStartsOn: 'monday',
    horizonWeeks: 1,
    regions: [{ name: 'north', timeZone: 'UTC' }],
    sources: [source, ...others],
  });
  return resolveProject(config, 'shelfcast.config.ts').sources[0]!;
}

/** The standard table as whole columns, and what was set aside. */
function condition(source: SourceDefinition, csv: string) {
  const conditioning = createConditioning(loaded(source), rules, 'a.csv');
  const quarantined = conditioning.add(readDelimited(csv, ','));
  const table = conditioning.finish();
  const columns = Object.entries(table.columns).map(([name, column]) => [name, wholeColumn(column)] as const);
  return { columns: Object.fromEntries(columns), rows: table.rows, quarantined };
}

function wholeColumn(column: BlockColumn): (string | null)[] | Float64Array {
  if (!('texts' in column)) return Float64Array.from(column.blocks.flatMap((block) => [...block]));
  return column.blocks.flatMap((block) => [...block]).map((code) => column.texts[code - 1] ?? null);
}

const header = 'store,item,week,units';
const good = 's1,apples,2025-01-06,3';

describe('rows that are set aside', () => {
  test.each([
    ['ragged', 's1,apples,2025-01-13', 'malformed-line', undefined, 'expected 4 values, found 3'],
    ['empty units', 's1,apples,2025-01-13,', 'missing-value', 'units', 'empty'],
    ['blank units', 's1,apples,2025-01-13,  ', 'missing-value', 'units', 'empty'],
    ['text units', 's1,apples,2025-01-13,many', 'unparsable-value', 'units', 'not a number'],
    ['NaN', 's1,apples,2025-01-13,NaN', 'unparsable-value', 'units', 'not a number'],
    ['Infinity', 's1,apples,2025-01-13,Infinity', 'unparsable-value', 'units', 'not a number'],
    ['thousands separator', 's1,apples,2025-01-13,"1,000"', 'unparsable-value', 'units', 'not a number'],
    ['overflow', 's1,apples,2025-01-13,1e999', 'implausible-value', 'units', 'Infinity'],
    ['absurd', 's1,apples,2025-01-13,1e308', 'implausible-value', 'units', '1e+308'],
    ['negative', 's1,apples,2025-01-13,-3', 'negative-units', 'units', '-3'],
    ['empty store', ',apples,2025-01-13,3', 'missing-value', 'store', 'empty'],
    ['empty week', 's1,apples,,3', 'missing-value', 'week', 'empty'],
    ['no such day', 's1,apples,2025-02-30,3', 'impossible-date', 'week', '"2025-02-30"'],
    ['no date', 's1,apples,13.1.2025,3', 'impossible-date', 'week', '"13.1.2025"'],
    [
      'a day no week starts on',
      's1,apples,2025-01-14,3',
      'not-a-week',
      'week',
      '2025-01-14 is a tuesday, weeks start on monday',
    ],
    [
      'the same row again',
      good,
      'duplicate-identical',
      undefined,
      'store s1, item apples, week 2025-01-06 is on line 2 already',
    ],
    [
      'the same key with other units',
      's1,apples,2025-01-06,4',
      'duplicate-conflicting',
      undefined,
      'store s1, item apples, week 2025-01-06 is on line 2 already',
    ],
  ])('%s', (_, line, reason, column, detail) => {
    const result = condition(sales, [header, good, line, ''].join('\n'));
    expect(result.quarantined).toEqual([{ file: 'a.csv', line: 3, column, reason, detail, raw: line }]);
    expect(result.rows).toBe(1);
    expect(result.columns).toEqual({
      store: ['s1'],
      item: ['apples'],
      week: ['2025-01-06'],
      units: Float64Array.of(3),
      __line: Float64Array.of(2),
    });
  });

  test.each([
    ['s1,east,large,1', 'unknown-region', 'region', '"east", known are north, south'],
    ['s1,north,huge,1', 'unknown-format', 'format', '"huge", known are large, small'],
    ['s1,north,,1', 'missing-value', 'format', 'empty'],
  ])('store %s', (line, reason, column, detail) => {
    const result = condition(stores, `store,region,format,size\n${line}\n`);
    expect(result.quarantined).toEqual([{ file: 'a.csv', line: 2, column, reason, detail, raw: line }]);
  });

  test('no store whose region and format are spelled with capitals', () => {
    const result = condition(stores, 'store,region,format,size\ns1,North,LARGE,1\ns2,north,large,2\n');
    expect(result.quarantined).toEqual([]);
    expect(result.columns).toMatchObject({ region: ['north', 'north'], format: ['large', 'large'] });
  });

  test('for breaking the row schema, in its words', () => {
    const strict = { ...sales, row: z.object({ store: text.regex(/^s/), item: text, week: text, units: z.number() }) };
    const [row] = condition(strict, `${header}\nx1,apples,2025-01-06,3\n`).quarantined;
    expect(row).toMatchObject({ reason: 'schema', column: 'store' });
    expect(row?.detail).toMatch(/^"x1": /);
  });

  test('a negative amount is reported as such even where the row schema refuses it first', () => {
    const strict = { ...sales, row: z.object({ store: text, item: text, week: text, units: z.number().min(0) }) };
    expect(countReasons(condition(strict, `${header}\ns1,a,2025-01-06,-1\n`).quarantined)).toEqual({
      'negative-units': 1,
    });
  });

  test('for a date the schema refuses, as an impossible date', () => {
    const strict = { ...sales, row: z.object({ store: text, item: text, week: z.iso.date(), units: z.number() }) };
    expect(countReasons(condition(strict, `${header}\ns1,a,2025-02-30,1\n`).quarantined)).toEqual({
      'impossible-date': 1,
    });
  });
});

describe('values', () => {
  test('optional ones may be empty, and -0 is 0', () => {
    const result = condition(stores, 'store,region,format,size\ns1,north,large,\ns2,south,small,-0\n');
    expect(result.quarantined).toEqual([]);
    expect(result.columns['size']).toEqual(Float64Array.of(Number.NaN, 0));
  });

  test('columns the row schema does not name are dropped', () => {
    const result = condition(sales, `${header},note\n${good},fine\n`);
    expect(Object.keys(result.columns)).toEqual(['store', 'item', 'week', 'units', '__line']);
  });
});

describe('lines survive', () => {
  const conditionedBy = (conditioner: SourceDefinition['conditioner'], csv: string) =>
    condition({ ...sales, conditioner }, csv);
  const parsed = (raw: ColumnTable) =>
    raw.derive({ units: escape((row: { units: string }) => parseNumber(row.units)) });

  test('a filter, an order and a slice', () => {
    const csv = `${header}\ns1,a,2025-01-06,1\ns2,a,2025-01-06,x\ns3,a,2025-01-06,-1\n`;
    const result = conditionedBy(
      (raw) =>
        parsed(raw)
          .filter((row: { store: string }) => row.store !== 's2')
          .orderby('units'),
      csv,
    );
    expect(result.quarantined.map(({ line, raw }) => [line, raw])).toEqual([[4, 's3,a,2025-01-06,-1']]);
    expect(result.columns['__line']).toEqual(Float64Array.of(2));
  });

  test('a fold', () => {
    const csv = 'store,week,apples,bread\ns1,2025-01-06,1,-2\n';
    const result = conditionedBy((raw) => parsed(raw.fold(['apples', 'bread'], { as: ['item', 'units'] })), csv);
    expect(result.columns).toMatchObject({ item: ['apples'], __line: Float64Array.of(2) });
    expect(result.quarantined).toMatchObject([{ line: 2, reason: 'negative-units', raw: 's1,2025-01-06,1,-2' }]);
  });

  test('a join with a table of the conditioner', () => {
    const names = table({ code: ['1'], item: ['apples'] });
    const csv = 'store,code,week,units\ns1,1,2025-01-06,7\n';
    const result = conditionedBy((raw) => parsed(raw).join(names, ['code', 'code']), csv);
    expect(result.columns).toMatchObject({ item: ['apples'], __line: Float64Array.of(2) });
  });

  test('a rollup that carries none gives rows without a line', () => {
    const csv = `${header}\ns1,a,2025-01-06,-1\ns1,a,2025-01-06,-2\ns2,a,2025-01-06,5\n`;
    const result = conditionedBy(
      (raw) =>
        parsed(raw)
          .groupby('store', 'item', 'week')
          .rollup({ units: op.sum('units') }),
      csv,
    );
    expect(result.quarantined).toEqual([
      {
        file: 'a.csv',
        line: undefined,
        column: 'units',
        reason: 'negative-units',
        detail: '-3',
        raw: '{"store":"s1","item":"a","week":"2025-01-06","units":-3}',
      },
    ]);
    expect(result.columns['__line']).toEqual(Float64Array.of(Number.NaN));
  });
});

describe('a conditioner that fails', () => {
  test('by throwing', () => {
    const failing = {
      ...sales,
      conditioner: () => {
        throw new Error('no such brand');
      },
    };
    const run = () => condition(failing, `${header}\n${good}\n`);
    expect(run).toThrow(ConditionerFailedError);
    expect(run).toThrow('source sales: its conditioner failed on file a.csv: no such brand');
  });

  test('by leaving out a column of the row schema', () => {
    const failing = { ...sales, conditioner: (raw: ColumnTable) => raw.select('store', 'week') };
    const run = () => condition(failing, `${header}\n${good}\n`);
    expect(run).toThrow(ConditionerOutputError);
    expect(run).toThrow(/without the column item, units/);
  });

  test('by returning something else than a table', () => {
    const failing = { ...sales, conditioner: (() => Promise.resolve()) as unknown as SourceDefinition['conditioner'] };
    expect(() => condition(failing, `${header}\n${good}\n`)).toThrow(ConditionerOutputError);
  });
});

test('the context gives the week a date lies in', () => {
  const daily: SourceDefinition = {
    ...sales,
    conditioner: (raw, context) =>
      raw
        .derive({
          week: escape((row: { week: string }) => context.weekOf(row.week)),
          units: escape((row: { units: string }) => parseNumber(row.units)),
        })
        .groupby('store', 'item', 'week')
        .rollup({ units: op.sum('units'), __line: op.min('__line') }),
  };
  const result = condition(daily, `${header}\ns1,a,2025-01-07,1\ns1,a,2025-01-12,2\ns1,a,2025-02-30,4\n`);
  expect(result.columns).toMatchObject({ week: ['2025-01-06'], units: Float64Array.of(3), __line: Float64Array.of(2) });
  expect(result.quarantined).toMatchObject([{ line: 4, reason: 'impossible-date', detail: '"2025-02-30"' }]);
});
