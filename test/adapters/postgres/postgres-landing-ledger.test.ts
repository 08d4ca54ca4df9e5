import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KnownFile } from '../../../src/ports/landing-ledger.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
beforeAll(async () => {
  database = await startTestRegistry();
});
afterAll(() => database.stop());

const at = '2026-11-23T06:00:00.000Z';
const later = '2026-11-23T07:00:00.000Z';

function changed(path: string, regions: readonly string[] | 'all', noticedAt = at): KnownFile {
  return {
    ...{ source: 'sales', path, bytes: 1, stamp: 'a', stableSince: at },
    content: { stamp: 'a', hash: path, regions },
    pending: { noticedAt, regions },
  };
}

test('changes stay pending for the regions that have not been notified', async () => {
  const { landingFiles } = database;
  await landingFiles.save('dev', [
    changed('both.csv', ['east', 'west']),
    changed('all.csv', 'all'),
    changed('west.csv', ['west']),
    changed('later.csv', ['west'], later),
  ]);
  const pending = async (): Promise<Record<string, unknown>> =>
    Object.fromEntries((await landingFiles.files('dev')).map(({ path, pending: one }) => [path, one?.regions]));

  await landingFiles.markSignalled('dev', at, ['east']);
  expect(await pending()).toEqual({
    ...{ 'both.csv': ['east'], 'all.csv': ['east'], 'west.csv': undefined, 'later.csv': ['west'] },
  });
  await landingFiles.markSignalled('dev', at);
  expect(await pending()).toEqual({
    ...{ 'both.csv': undefined, 'all.csv': undefined, 'west.csv': undefined, 'later.csv': ['west'] },
  });
});

test('of many thousands of files those of a stuck region stay pending', async () => {
  const { landingFiles } = database;
  const paths = Array.from({ length: 20_000 }, (_, index) => `file-${index}.csv`);
  await landingFiles.save(
    'many',
    paths.map((path) => changed(path, 'all')),
  );
  await landingFiles.markSignalled('many', at, ['stuck']);
  const files = await landingFiles.files('many');
  expect(new Set(files.map(({ pending }) => JSON.stringify(pending?.regions)))).toEqual(new Set(['["stuck"]']));
});
