import { expect, test } from 'vitest';
import { latestCutoff } from '../../src/datasets/latest-cutoff.ts';
import { ingestAll } from '../support/dataset-ports.ts';
import { loadedSmallProject } from '../support/loaded-small-project.ts';

test("is the last week of a region's own stores", async () => {
  const { files, project, ports } = await loadedSmallProject({ weeks: 4 });
  const latest = async (region: string) => latestCutoff(ports, project, await ingestAll(ports, project), region);
  expect(await latest('north')).toBe('2025-01-27');
  await files.write('sales/late.csv', 'store,item,week,units\nn3,bread,2025-02-03,1\n');
  expect([await latest('north'), await latest('south')]).toEqual(['2025-02-03', '2025-01-27']);
  await files.write('sales/history.csv', 'store,item,week,units\nn3,bread,2025-01-06,1\n');
  expect([await latest('north'), await latest('south')]).toEqual(['2025-02-03', undefined]);
  const needed = (await ingestAll(ports, project)).filter(({ source }) => source === 'sales' || source === 'stores');
  expect(await latestCutoff(ports, project, needed, 'north')).toBe('2025-02-03');
  await expect(latest('east')).rejects.toMatchObject({ name: 'UnknownRegionError' });
});
