import { expect, test } from 'vitest';
import { driverSnapshot } from '../../support/driver-snapshot.ts';

const csv = (...rows: readonly string[]) =>
  ['start,end,store,region,format,item,holiday,sports', ...rows, ''].join('\n');

test("an event's strength counts by its share of the week's days, and 0 is none", async () => {
  const { column, snapshot } = await driverSnapshot({
    // Sunday and Monday; the whole third week and more of either side than the grid has.
    'events/a.csv': csv('2025-01-12,2025-01-13,,,,,7,', '2024-01-01,2030-01-01,,,,cider,,3'),
  });
  expect(await column('holiday', 'n1')).toEqual([1, 1, 0, 0]);
  expect(await column('sports', 'n1')).toEqual([0, 0, 0, 0]);
  expect(await column('sports', 'n4', 'cider')).toEqual([3, 3, 3, 3]);
  expect((await snapshot()).manifest.roles).toMatchObject({ events: ['holiday', 'sports'] });
});

test('an event may be narrowed to a store, region, format and item, and events add up', async () => {
  const week = '2025-01-06,2025-01-12';
  const { column } = await driverSnapshot({
    'events/a.csv': csv(
      `${week},,,,,1,`,
      `${week},n1,,,,10,`,
      `${week},,south,,,100,`,
      `${week},,north,,,1000,`,
      `${week},,,small,,10000,`,
      `${week},,,large,bread,100000,`,
    ),
  });
  expect((await column('holiday', 'n1'))[0]).toBe(1011);
  expect((await column('holiday', 'n2'))[0]).toBe(1001);
  expect((await column('holiday', 'n2', 'bread'))[0]).toBe(101001);
  expect((await column('holiday', 'n3'))[0]).toBe(11001);
});

test('a later file takes the place of the event with the same days and stores', async () => {
  const { column, snapshot } = await driverSnapshot({
    'events/a.csv': csv('2025-01-06,2025-01-12,n1,,,,1,', '2025-01-13,2025-01-19,n1,,,,1,'),
    'events/b.csv': csv('2025-01-06,2025-01-12,n1,,,,5,', '2025-01-13,2025-01-19,n1,,,,1,'),
  });
  expect(await column('holiday', 'n1')).toEqual([5, 1, 0, 0]);
  const { manifest } = await snapshot();
  expect(manifest.quality.sources.find(({ source }) => source === 'events')).toMatchObject({
    files: 2,
    rows: 4,
    corrected: 1,
    repeated: 1,
    lastWeek: '2025-01-13',
  });
});

test('events of other regions and other times have no part in a version', async () => {
  const { snapshot, files } = await driverSnapshot({});
  const before = await snapshot();
  await files.write(
    'events/b.csv',
    csv('2025-01-06,2025-01-12,,south,,,1,', '2025-02-03,2025-02-03,,,,,1,', '2025-01-05,2025-01-05,,,,,1,'),
  );
  expect((await snapshot()).version).toBe(before.version);
});
