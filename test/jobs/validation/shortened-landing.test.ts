import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createLocalLanding } from '../../../src/adapters/storage/local-landing.ts';
import { shortenedLanding } from '../../../src/jobs/validation/shortened-landing.ts';
import { createSmallProject } from '../../support/small-project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('lines and files that are taken out are as if they had not come; the others are as they are', async () => {
  const files = await createSmallProject({ directory: await temporaryDirectory() });
  await files.write('sales/a.csv', 'week,units\n1,5\n2,6\n3,7\n');
  await files.write('sales/b.csv.gz', gzipSync('week,units\n1,5\n2,6\n'));
  await files.write('sales/c.csv', 'week,units\n3,7\n');
  const landing = createLocalLanding(files.landingDirectory);
  const shortened = shortenedLanding(
    landing,
    new Map<string, 'whole' | Set<number>>([
      ['sales/a.csv', new Set([3, 4])],
      ['sales/b.csv.gz', new Set([3])],
      ['sales/c.csv', 'whole'],
    ]),
  );
  const listed = await shortened.list('sales/?.csv*');
  expect(listed.map(({ path }) => path)).toEqual(['sales/a.csv', 'sales/b.csv.gz']);
  const contents = await Promise.all(
    listed.map(async (file) => Buffer.concat(await Array.fromAsync(shortened.open(file)))),
  );
  expect(contents[0]?.toString()).toBe('week,units\n1,5\n');
  expect(gunzipSync(contents[1]!).toString()).toBe('week,units\n1,5\n');
  expect(listed[0]?.hash).not.toBe((await landing.find('sales/a.csv'))?.hash);
  const [plan] = await shortened.list('plans/*.csv');
  expect(plan).toEqual(await landing.find('plans/plan.csv'));
});
