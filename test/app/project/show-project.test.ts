import { expect, test } from 'vitest';
import { showProject } from '../../../src/app/project/show-project.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';

test('a project says what it is about, and nothing of how it is read', async () => {
  const resolved = {
    ...{ name: 'grocer', weekStartsOn: 'monday', horizonWeeks: 3, formats: ['large', 'small'], staleAfterDays: 60 },
    regions: [{ name: 'north', timeZone: 'America/Chicago' }],
    environments: { dev: { promotion: 'automatic' }, prod: { promotion: 'manual', approval: { days: 3 } } },
    sources: [{ name: 'sales', kind: 'shipments', landing: 'sales/*.csv' }],
  };
  const app = testApp({ project: { resolved } as unknown as LoadedProject });
  expect(await performed(showProject, app, {})).toEqual({
    ...{ name: 'grocer', weekStartsOn: 'monday', horizonWeeks: 3, formats: ['large', 'small'], staleAfterDays: 60 },
    regions: [{ name: 'north', timeZone: 'America/Chicago' }],
    environments: [
      { name: 'dev', promotion: 'automatic' },
      { name: 'prod', promotion: 'manual' },
    ],
    sources: [{ name: 'sales', kind: 'shipments' }],
  });
});

test('where an environment is in Temporal’s UI is said of those of which it is known', async () => {
  const resolved = {
    ...{
      name: 'grocer',
      weekStartsOn: 'monday',
      horizonWeeks: 3,
      formats: [],
      staleAfterDays: 60,
      regions: [],
      sources: [],
    },
    environments: { dev: { promotion: 'automatic' }, prod: { promotion: 'manual' } },
  };
  const dev = 'http://127.0.0.1:8233/namespaces/dev';
  const project = { resolved } as unknown as LoadedProject;
  const app = testApp({ project, temporalUis: () => Promise.resolve({ dev }) });
  expect((await performed(showProject, app, {})).environments).toEqual([
    { name: 'dev', promotion: 'automatic', temporalUi: dev },
    { name: 'prod', promotion: 'manual' },
  ]);
});
