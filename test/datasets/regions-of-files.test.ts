import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ingestSource } from '../../src/datasets/ingest.ts';
import { regionsOfFiles } from '../../src/datasets/regions-of-files.ts';
import { driverSnapshot } from '../support/driver-snapshot.ts';
import { loadedSmallProject } from '../support/loaded-small-project.ts';

test('the regions of a file are those of the stores its rows name', async () => {
  const { files, project, ports } = await loadedSmallProject({ weeks: 2 });
  const store = (region: string) => files.stores.find((one) => one.region === region)?.store;
  const sales = (...stores: readonly (string | undefined)[]) =>
    `store,item,week,units\n${stores.map((one) => `${one},apples,2025-01-06,1\n`).join('')}`;
  await files.write('sales/north.csv', sales(store('north')));
  await files.write('sales/both.csv', sales(store('south'), store('north')));
  await files.write('sales/nobody.csv', sales('no such store'));
  await files.write('sales/empty.csv', '');
  await files.write('sales/broken.csv', 'shop,units\n1,2\n');
  await files.write('outside.csv', sales(store('north')));
  await symlink(files.directory, join(files.landingDirectory, 'sales/link.csv'));
  const ask = async (source: string, path: string) => {
    const [answer] = await regionsOfFiles(ports, project, [{ source, path }]);
    return answer && [answer.regions, answer.problem ?? ''];
  };
  expect(await ask('sales', 'sales/north.csv')).toEqual([['north'], '']);
  expect(await ask('sales', 'sales/both.csv')).toEqual([['north', 'south'], '']);
  expect(await ask('sales', 'sales/nobody.csv')).toEqual(['all', '']);
  expect(await ask('sales', 'sales/broken.csv')).toEqual([
    'all',
    expect.stringMatching(/sales\/broken.csv.*store/) as string,
  ]);
  expect(await ask('sales', 'sales/empty.csv')).toEqual(['all', expect.stringMatching(/empty/) as string]);
  expect(await ask('sales', 'sales/link.csv')).toEqual(['all', expect.stringMatching(/outside the landing/) as string]);
  expect(await ask('stores', 'stores/stores.csv')).toEqual([['north', 'south'], '']);
  expect(await ask('items', 'items/items.csv')).toEqual(['all', '']);
  expect(await ask('sales', 'sales/of-tomorrow.csv')).toBeUndefined();
});

test('the weeks of a file are the first and the last its rows name', async () => {
  const { files, project, ports } = await loadedSmallProject({ weeks: 2 });
  await files.write(
    'sales/late.csv',
    'store,item,week,units\nn1,apples,2025-01-13,1\nn1,apples,2024-12-30,1\nn1,bread,2025-01-06,1\n',
  );
  await files.write('sales/broken.csv', 'shop,units\n1,2\n');
  const weeksOf = async (source: string, path: string) => {
    const [answer] = await regionsOfFiles(ports, project, [{ source, path }]);
    return answer?.weeks;
  };
  expect(await weeksOf('sales', 'sales/late.csv')).toEqual({ first: '2024-12-30', last: '2025-01-13' });
  expect(await weeksOf('sales', 'sales/broken.csv')).toBeUndefined();
  expect(await weeksOf('stores', 'stores/stores.csv')).toBeUndefined();
});

test('where the stores cannot be read, every file is about all regions', async () => {
  const { files, project, ports } = await loadedSmallProject({ weeks: 2 });
  await files.write('stores/stores.csv', 'nothing of use\n');
  const [answer] = await regionsOfFiles(ports, project, [{ source: 'plans', path: 'plans/plan.csv' }]);
  expect(answer?.regions).toBe('all');
});

test('what is conditioned for this, a cycle takes over', async () => {
  const { files, project, ports } = await loadedSmallProject({ weeks: 2 });
  const listed = await ports.landing.list('sales/*.csv');
  await regionsOfFiles(
    ports,
    project,
    listed.map(({ path }) => ({ source: 'sales', path })),
  );
  expect(listed.length).toBeGreaterThan(0);
  expect(await ingestSource(ports, project, 'sales')).toMatchObject({ files: listed.length, newFiles: 0 });
  await files.deliverWeek(1);
  expect(await ingestSource(ports, project, 'sales')).toMatchObject({ newFiles: 1 });
});

test('weather is about the regions of its zip codes, events about those they name', async () => {
  const weather = (zip: string) => `zip,date,issued,temperature,rain\n${zip},2025-01-06,,1,1\n`;
  const events = (scope: string) =>
    `start,end,store,region,format,item,holiday,sports\n2025-01-06,2025-01-06,${scope},,,1,1\n`;
  const { project, ports } = await driverSnapshot({
    'weather/south.csv': weather('33333'),
    'weather/shared.csv': weather('11111'),
    'weather/nowhere.csv': weather('12345'),
    'shoppers/south.csv': 'store,income\ns1,1\n',
    'events/store.csv': events('n1,'),
    'events/region.csv': events(',south'),
    'events/everywhere.csv': events(','),
  });
  const ask = async (source: string, path: string) => {
    const [answer] = await regionsOfFiles(ports, project, [{ source, path }]);
    return answer?.regions;
  };
  expect(await ask('weather', 'weather/south.csv')).toEqual(['south']);
  expect(await ask('weather', 'weather/shared.csv')).toEqual(['north', 'south']);
  expect(await ask('weather', 'weather/nowhere.csv')).toBe('all');
  expect(await ask('shoppers', 'shoppers/south.csv')).toEqual(['south']);
  expect(await ask('events', 'events/store.csv')).toEqual(['north']);
  expect(await ask('events', 'events/region.csv')).toEqual(['south']);
  expect(await ask('events', 'events/everywhere.csv')).toBe('all');
});
