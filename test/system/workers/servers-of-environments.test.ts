import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDevServer } from '../../support/dev-server.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';
import { ShelfcastProcess, type ProcessResult } from '../../support/shelfcast-process.ts';
import { createSmallProject } from '../../support/small-project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { startWorkerProcess } from '../../support/worker-process.ts';

let ofDev: TestWorkflowEnvironment;
let ofProd: TestWorkflowEnvironment;
let registry: TestRegistry;

beforeAll(async () => {
  [ofDev, ofProd, registry] = await Promise.all([
    startDevServer('grocer-dev'),
    startDevServer('prod'),
    startTestRegistry(),
  ]);
});
afterAll(() => Promise.all([ofDev.teardown(), ofProd.teardown(), registry.stop()]));

test('environments on servers of their own: one worker process and the commands find each', async () => {
  const directory = await temporaryDirectory();
  await createSmallProject({
    directory,
    weeks: 2,
    config: `schedule: { weekday: 'monday', time: '06:00' },
      environments: { dev: { promotion: 'automatic' }, prod: { promotion: 'manual' } },`,
  });
  const configuration = join(directory, 'temporal.toml');
  await writeFile(
    configuration,
    `[profile.dev]\naddress = "${ofDev.address}"\nnamespace = "grocer-dev"\n[profile.prod]\naddress = "${ofProd.address}"\n`,
  );
  const environment = { TEMPORAL_CONFIG_FILE: configuration };
  const run = (...args: readonly string[]): Promise<ProcessResult> =>
    new ShelfcastProcess([...args, '-p', directory], environment).ended;

  await startWorkerProcess('orchestration', {
    ...environment,
    // As it is by default: the first build of an environment makes itself current.
    SHELFCAST_WORKER_VERSIONING: 'on',
    SHELFCAST_ENVIRONMENTS: 'dev,prod',
    SHELFCAST_PROJECT: directory,
    SHELFCAST_ARTIFACTS: join(directory, '.shelfcast/artifacts'),
    SHELFCAST_REGISTRY_URL: registry.url,
  });
  for (const env of ['dev', 'prod']) {
    expect(await run('request', '--env', env, '--region', 'north')).toMatchObject({ exitCode: 0, stderr: '' });
  }
  expect((await run('deployment', 'show', '--env', 'prod')).stdout).toMatch(/\n[0-9a-f]{16} +current +0 +needed\n/);
  expect((await run('schedules', 'sync')).stdout).toMatch(/4 Schedules: 4 created\n$/);
  expect((await run('schedules', 'sync')).stdout).toMatch(/4 Schedules: 4 as before\n$/);

  const dev = new Client({ connection: ofDev.connection, namespace: 'grocer-dev' });
  const prod = new Client({ connection: ofProd.connection, namespace: 'prod' });
  for (const [client, here, elsewhere] of [
    [dev, 'dev', 'prod'],
    [prod, 'prod', 'dev'],
  ] as const) {
    const { status } = await client.workflow.getHandle(`region/${here}/north`).describe();
    expect(status.name).toBe('RUNNING');
    await expect(client.workflow.getHandle(`region/${elsewhere}/north`).describe()).rejects.toThrow(/not found/i);
    expect((await client.schedule.getHandle(`tick/${here}/north`).describe()).scheduleId).toBe(`tick/${here}/north`);
  }
});
