import { expect, test } from 'vitest';
import { showValue } from '../../../src/app/value/show-value.ts';
import type { JobInput } from '../../../src/ports/job-runner.ts';
import type { Registry } from '../../../src/ports/registry.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';

const artifact = (hash: string) => ({ hash, extension: 'parquet', bytes: 1 });
const project = {
  resolved: { environments: { dev: {} }, regions: [{ name: 'north' }, { name: 'south' }] },
} as unknown as LoadedProject;
const registry = {
  findDatasets: ({ region }: { region: string }) =>
    Promise.resolve(region === 'north' ? [{ version: 'd1', manifest: artifact('m') }] : []),
  findForecasts: () => Promise.resolve([{ cutoff: '2026-11-09', parquet: artifact('p'), rows: 3 }]),
} as unknown as Registry;

test('the newest dataset is compared with what was published', async () => {
  const asked: JobInput<'measure-value'>[] = [];
  const app = testApp({
    ...{ project, registry },
    jobs: {
      'measure-value': (input) => {
        asked.push(input);
        return { weeks: [], lost: ['2026-11-16'], items: 0, over: [], under: [], unpriced: 0 };
      },
    },
  });
  expect(await performed(showValue, app, { environment: 'dev', region: 'north' })).toMatchObject({
    ...{ environment: 'dev', region: 'north', lost: ['2026-11-16'] },
  });
  expect(asked).toEqual([
    { manifest: artifact('m'), forecasts: [{ cutoff: '2026-11-09', parquet: artifact('p') }], weeks: 13 },
  ]);
  const south = performed(showValue, app, { environment: 'dev', region: 'south' });
  await expect(south).rejects.toMatchObject({ code: 'region-without-dataset' });
});
