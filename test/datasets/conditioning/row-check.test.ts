import { expect, test } from 'vitest';
import { z } from 'zod';
import { createRowCheck } from '../../../src/datasets/conditioning/row-check.ts';
import type { StandardColumn } from '../../../src/contracts/project.ts';
import type { SourceKind } from '../../../src/contracts/source-kinds.ts';
import { describeColumns } from '../../../src/project/standard-columns.ts';

const text = z.string();
const number = z.number();

function checkFor(
  kind: SourceKind,
  row: z.ZodObject,
  names: { readonly regions: readonly string[]; readonly formats: readonly string[] } = {
    regions: ['north'],
    formats: ['large'],
  },
) {
  const check = createRowCheck(
    {
      name: 'some',
      kind,
      landing: '*',
      columns: [],
      delimiter: ',',
      maxBadShare: 0,
      missingWeek: 'missing',
      standardColumns: describeColumns(row) as StandardColumn[],
      row,
      conditioner: (table) => table,
    },
    { weekStartsOn: 'monday', ...names },
  );
  return (given: Record<string, unknown>) => {
    const checked = check.row(given);
    return 'fault' in checked ? [checked.fault.column, checked.fault.reason, checked.fault.detail] : checked.row;
  };
}

test("regions and formats may have capitals, and blanks for dashes; what is kept is the project's spelling", () => {
  const check = checkFor('stores', z.object({ store: text, region: text, format: text }), {
    regions: ['us-midwest', 'ca'],
    formats: ['a', 'type-b'],
  });
  const row = { store: 'S1', region: 'ca', format: 'a' };
  expect(check(row)).toEqual(row);
  expect(check({ ...row, region: 'CA', format: 'A' })).toEqual(row);
  expect(check({ ...row, region: ' US Midwest', format: 'Type_B' })).toEqual({
    store: 'S1',
    region: 'us-midwest',
    format: 'type-b',
  });
  expect(check({ ...row, format: 'A+' })).toEqual(['format', 'unknown-format', '"A+", known are a, type-b']);
  expect(check({ ...row, region: 'C A' })).toEqual(['region', 'unknown-region', '"C A", known are us-midwest, ca']);
});

test('returns come in weeks and are not negative', () => {
  const check = checkFor('returns', z.object({ store: text, item: text, week: text, units: number }));
  const row = { store: 's', item: 'i', week: '2025-01-06', units: 0 };
  expect(check(row)).toEqual(row);
  expect(check({ ...row, units: -1 })).toEqual(['units', 'negative-units', '-1']);
  expect(check({ ...row, week: '2025-01-07' })).toEqual(['week', 'not-a-week', expect.any(String)]);
});

test('weather comes in days; an empty issue is an observation', () => {
  const check = checkFor('weather', z.object({ zip: text, date: text, issued: text, rain: number }));
  const row = { zip: '1', date: '2025-01-07', issued: '2025-01-01', rain: -3 };
  expect(check(row)).toEqual(row);
  expect(check({ ...row, issued: '' })).toEqual({ ...row, issued: null });
  expect(check({ ...row, date: '2025-02-30' })).toEqual(['date', 'impossible-date', '"2025-02-30"']);
  expect(check({ ...row, issued: 'yesterday' })).toEqual(['issued', 'impossible-date', '"yesterday"']);
  expect(check({ ...row, zip: '' })).toEqual(['zip', 'missing-value', 'empty']);
  expect(check({ ...row, rain: 1e13 })).toEqual(['rain', 'implausible-value', '10000000000000']);
});

test('weather without a column for the issue is observed', () => {
  const check = checkFor('weather', z.object({ zip: text, date: text, rain: number }));
  expect(check({ zip: '1', date: '2025-01-07', rain: 1 })).toMatchObject({ issued: null });
});

test('events have days in order, strengths of 0 or more, and regions and formats of the project', () => {
  const check = checkFor(
    'events',
    z.object({ start: text, end: text, region: text.nullish(), format: text.nullish(), fair: number }),
  );
  const row = { start: '2025-01-07', end: '2025-01-07', region: 'north', format: null, fair: 0 };
  expect(check(row)).toMatchObject(row);
  expect(check({ ...row, region: '' })).toMatchObject({ region: null });
  expect(check({ ...row, start: '7 January' })).toEqual(['start', 'impossible-date', '"7 January"']);
  expect(check({ ...row, end: '2025-13-01' })).toEqual(['end', 'impossible-date', '"2025-13-01"']);
  expect(check({ ...row, end: '2025-01-06' })).toEqual([
    'end',
    'impossible-date',
    'ends on 2025-01-06, before it starts on 2025-01-07',
  ]);
  expect(check({ ...row, fair: -1 })).toEqual(['fair', 'implausible-value', '-1, a strength is 0 or more']);
  expect(check({ ...row, region: 'North', format: 'LARGE' })).toMatchObject({ region: 'north', format: 'large' });
  expect(check({ ...row, region: 'moon' })).toEqual(['region', 'unknown-region', '"moon", known are north']);
  expect(check({ ...row, format: 'tiny' })).toEqual(['format', 'unknown-format', '"tiny", known are large']);
});
