import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { temporal } from '@temporalio/proto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { connectDatabase } from '../../../src/adapters/postgres/connect.ts';
import { bootstrap } from '../../../src/app/deployment/bootstrap.ts';
import { openOrchestrationAt } from '../../../src/composition/open-orchestration.ts';
import { prepareStores } from '../../../src/composition/prepare-stores.ts';
import { searchAttributes } from '../../../src/contracts/search-attributes.ts';
import type { PreparedPart } from '../../../src/contracts/preparation.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { startEmbeddedDatabase } from '../../../src/state/database/embedded-database.ts';
import { performed, testApp } from '../../support/app.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

let server: TestWorkflowEnvironment;

beforeAll(async () => {
  server = await startDevServer();
});
afterAll(() => server.teardown());

/** A project with an environment that no server knows yet, whose registry is an empty database. */
async function newInstallation() {
  const environment = `e${randomUUID().slice(0, 8)}`;
  const { project: loaded } = await loadedSmallProject({
    config: `schedule: { weekday: 'monday', time: '06:00' }, watch: { everySeconds: 3600, stableSeconds: 0 },`,
  });
  const environments = { [environment]: loaded.resolved.environments['dev']! };
  const { schedules, watches } = loaded.resolved;
  const resolved = {
    ...loaded.resolved,
    environments,
    schedules: { [environment]: schedules['dev']! },
    watches: { [environment]: watches['dev']! },
  };
  const project: LoadedProject = { ...loaded, resolved };
  const database = await startEmbeddedDatabase(join(await temporaryDirectory(), 'registry'), 0);
  // The embedded database starts with the registry's tables.
  const connection = connectDatabase(database.url, 1);
  await sql`drop schema public cascade`.execute(connection);
  await sql`create schema public`.execute(connection);
  await connection.destroy();
  let isStopped = false;
  const stopDatabase = async (): Promise<void> => {
    if (!isStopped) await database.stop();
    isStopped = true;
  };
  const artifacts = join(await temporaryDirectory(), 'artifacts');
  for (const [name, value] of Object.entries({
    SHELFCAST_REGISTRY_URL: database.url,
    SHELFCAST_ARTIFACTS: artifacts,
  })) {
    const before = process.env[name];
    process.env[name] = value;
    onTestFinished(() => {
      if (before === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before;
    });
  }
  const orchestration = await openOrchestrationAt({ temporalAddress: server.address }, project.resolved.name);
  onTestFinished(async () => {
    await orchestration.close();
    await stopDatabase();
  });
  const app = testApp({
    project,
    orchestration,
    prepareStores: (options) => prepareStores(join(artifacts, 'none'), project.landingDirectory, options),
  });
  const run = async (dryRun: boolean): Promise<Record<string, PreparedPart['state']>> => {
    const { parts } = await performed(bootstrap, app, { dryRun });
    return Object.fromEntries(parts.map(({ part, state }) => [part, state]));
  };
  return { run, app, environment, artifacts, stopDatabase };
}

test('a new installation is prepared once; a dry run changes nothing, a second run finds all of it', async () => {
  const { run, artifacts, environment } = await newInstallation();
  const pending = { namespace: 'to-make', 'search-attributes': 'to-make', schedules: 'to-make', registry: 'to-make' };
  const stores = { artifacts: 'ready', landing: 'ready' };
  expect(await run(true)).toEqual({ ...pending, ...stores });
  expect(existsSync(join(artifacts, 'pointers'))).toBe(false);
  // The dev server has the search attributes for every namespace.
  const made = { namespace: 'made', schedules: 'made', registry: 'made' };
  expect(await run(false)).toMatchObject({ ...made, ...stores });
  const ready = { namespace: 'ready', 'search-attributes': 'ready', schedules: 'ready', registry: 'ready' };
  expect(await run(false)).toEqual({ ...ready, ...stores });
  expect(await run(true)).toEqual({ ...ready, ...stores });
  const { customAttributes } = await server.connection.operatorService.listSearchAttributes({ namespace: environment });
  for (const { name } of Object.values(searchAttributes)) expect(customAttributes).toHaveProperty(name);
});

test('what cannot be done is named, and does not keep the rest from being done', async () => {
  const { app, stopDatabase, environment } = await newInstallation();
  await stopDatabase();
  const { operatorService } = server.connection;
  // Another program has taken a name for something else.
  await performed(bootstrap, app, { dryRun: false });
  await operatorService.removeSearchAttributes({ namespace: environment, searchAttributes: ['Stage'] });
  await operatorService.addSearchAttributes({
    namespace: environment,
    searchAttributes: { Stage: temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_INT },
  });
  const { parts } = await performed(bootstrap, app, { dryRun: false });
  const failed = parts.filter(({ state }) => state === 'failed');
  expect(failed.map(({ part }) => part)).toEqual(['search-attributes', 'schedules', 'registry']);
  expect(failed[0]!.detail).toContain('Stage is INT and has to be KEYWORD');
  expect(failed[2]!.detail).toMatch(/ECONNREFUSED|refused/);
  expect(parts.find(({ part }) => part === 'artifacts')?.state).toBe('ready');
});
