import { expect, test } from 'vitest';
import { bootstrap } from '../../../src/app/deployment/bootstrap.ts';
import type { PreparedPart } from '../../../src/contracts/preparation.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

/** What a bootstrap answers where a namespace is in some state. */
async function partsWhere(state: PreparedPart['state'], project: LoadedProject): Promise<readonly string[]> {
  const namespaces = {
    prepare: (environment: string) =>
      Promise.resolve([{ environment, part: 'namespace', state, detail: environment } as const]),
  };
  const schedules = { sync: () => Promise.resolve([]), environments: () => Promise.resolve([]) };
  const prepareStores = () => Promise.resolve([{ part: 'registry', state: 'ready', detail: '' } as const]);
  const app = testApp({ project, orchestration: { namespaces, schedules }, prepareStores });
  const { parts } = await performed(bootstrap, app, { environment: 'dev', dryRun: false });
  return parts.map((one) => `${one.environment ?? 'all'} ${one.part} ${one.state}`);
}

test('Schedules are made once their namespace is there, and what all environments share comes last', async () => {
  const { project } = await loadedSmallProject();
  const shared = 'all registry ready';
  expect(await partsWhere('ready', project)).toEqual(['dev namespace ready', 'dev schedules ready', shared]);
  expect(await partsWhere('to-make', project)).toEqual(['dev namespace to-make', 'dev schedules to-make', shared]);
  expect(await partsWhere('failed', project)).toEqual(['dev namespace failed', 'dev schedules failed', shared]);
});

test('an environment the project does not have is refused', async () => {
  const { project } = await loadedSmallProject();
  const app = testApp({ project });
  await expect(performed(bootstrap, app, { environment: 'nowhere', dryRun: true })).rejects.toMatchObject({
    code: 'unscheduled-environment',
  });
});
