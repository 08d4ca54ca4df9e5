import { expect, test } from 'vitest';
import { driverSnapshot } from '../../support/driver-snapshot.ts';

const header = 'zip,date,issued,temperature,rain';
const csv = (...rows: readonly string[]) => [header, ...rows, ''].join('\n');
const no = Number.NaN;

/** One row per day of a span. */
function days(zip: string, from: string, count: number, issued: string, temperature: number, rain: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(Date.parse(from) + index * 86_400_000).toISOString().slice(0, 10);
    return [zip, date, issued, temperature, rain].join();
  });
}

test('days become weeks, by the mean or as the source says, for the stores of the zip code', async () => {
  const { column, snapshot } = await driverSnapshot({
    'weather/observed.csv': csv(
      ...days('11111', '2025-01-06', 3, '', 1, 2),
      ...days('11111', '2025-01-09', 4, '', 8, 0),
      ...days('22222', '2025-01-06', 7, '', 4, 1),
    ),
  });
  expect(await column('temperature', 'n1')).toEqual([5, no, no, no]);
  expect(await column('rain', 'n1')).toEqual([6, no, no, no]);
  expect(await column('temperature', 'n2', 'bread')).toEqual([4, no, no, no]);
  expect(await column('rain', 'n3')).toEqual([7, no, no, no]);
  const { manifest } = await snapshot();
  expect(manifest.knownAhead).toEqual(['price', 'deal', 'temperature', 'rain', 'holiday', 'sports']);
  expect(manifest.roles).toMatchObject({ weather: ['temperature', 'rain'] });
  expect(manifest.quality.sources.find(({ source }) => source === 'weather')).toMatchObject({
    kind: 'weather',
    rows: 14,
    lastWeek: '2025-01-06',
  });
});

test('a week of which some days are known is taken over those; its sum is scaled to seven', async () => {
  const { column } = await driverSnapshot({
    'weather/observed.csv': csv(...days('11111', '2025-01-06', 2, '', 3, 2), '11111,2025-01-08,,9,'),
  });
  expect(await column('temperature', 'n1')).toEqual([5, no, no, no]);
  expect(await column('rain', 'n1')).toEqual([14, no, no, no]);
});

test('a store without a zip code and a zip code without rows are missing, not zero', async () => {
  const { column } = await driverSnapshot({
    'weather/observed.csv': csv(...days('11111', '2025-01-06', 28, '', 3, 2)),
  });
  expect(await column('temperature', 'n4')).toEqual([no, no, no, no]);
  expect(await column('temperature', 'n2')).toEqual([no, no, no, no]);
});

test('as of the cutoff week, observations go before forecasts, and later issues before earlier ones', async () => {
  const { column } = await driverSnapshot({
    'weather/a.csv': csv(
      ...days('11111', '2025-01-06', 28, '2025-01-05', 1, 1),
      ...days('11111', '2025-01-15', 20, '2025-01-15', 3, 1),
      ...days('11111', '2025-01-15', 20, '2025-01-12', 2, 1),
      ...days('11111', '2025-01-06', 10, '', 9, 1),
    ),
  });
  // Two of the seven days from the 13th on are observed up to the 15th.
  expect(await column('temperature', 'n1')).toEqual([9, (3 * 9 + 4 * 3) / 7, 3, 3]);
});

test('what was observed or issued after the cutoff week moves no value, and in files of its own no version', async () => {
  const known = days('11111', '2025-01-06', 28, '2025-01-06', 1, 1);
  const { snapshot, files } = await driverSnapshot({ 'weather/known.csv': csv(...known) });
  const before = await snapshot();

  await files.write('weather/later-observed.csv', csv(...days('11111', '2025-01-20', 14, '', 30, 30)));
  await files.write('weather/later-issued.csv', csv(...days('11111', '2025-01-13', 21, '2025-01-20', 40, 40)));
  const after = await snapshot();
  expect(after.manifest).toEqual(before.manifest);
  expect(after.version).toBe(before.version);

  // Delivered as a longer version of the same file, they show in its hash, and nowhere else.
  await files.write('weather/known.csv', csv(...known, ...days('11111', '2025-01-20', 14, '', 30, 30)));
  const longer = await snapshot();
  expect(longer.manifest.tables).toEqual(before.manifest.tables);
  expect(longer.manifest.partitions).toEqual(before.manifest.partitions);

  // A week later they are known.
  expect((await snapshot('2025-01-06')).version).not.toBe(before.version);
  await files.write('weather/observed.csv', csv(...days('11111', '2025-01-13', 1, '', 50, 50)));
  expect((await snapshot()).manifest.partitions).not.toEqual(before.manifest.partitions);
});

test('a later file corrects the same day and issue, counted', async () => {
  const { column, snapshot } = await driverSnapshot({
    'weather/a.csv': csv(...days('11111', '2025-01-06', 7, '', 1, 1), '11111,2025-01-20,2025-01-10,6,0'),
    'weather/b.csv': csv('11111,2025-01-06,,8,1', '11111,2025-01-07,,1,1', '11111,2025-01-20,2025-01-10,7,0'),
  });
  expect(await column('temperature', 'n1')).toEqual([2, no, 7, no]);
  const { manifest } = await snapshot();
  expect(manifest.quality.sources.find(({ source }) => source === 'weather')).toMatchObject({
    files: 2,
    rows: 11,
    corrected: 2,
    repeated: 1,
  });
});
