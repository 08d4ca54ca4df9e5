import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openOrchestration } from '../../../src/composition/open-orchestration.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { makeCertificates, type Certificates } from '../../support/production/certificates.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';
import { createSmallProject } from '../../support/small-project.ts';
import { startTemporalGate, type TemporalGate } from '../../support/temporal-gate.ts';
import { startWorkerProcess } from '../../support/worker-process.ts';

const waiting = { timeout: 90_000, interval: 200 };
const [firstKey, secondKey] = ['the.first.key', 'the.second.key'];

let folder: string;
let server: TestWorkflowEnvironment;
let registry: TestRegistry;
let gate: TemporalGate;
let first: Certificates;
let second: Certificates;

/** Certificates of an authority of their own. */
async function certificatesIn(name: string): Promise<Certificates> {
  await mkdir(join(folder, name));
  return makeCertificates(join(folder, name));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shelfcast-credentials-'));
  [server, registry, first, second] = await Promise.all([
    startDevServer('dev'),
    startTestRegistry(),
    certificatesIn('first'),
    certificatesIn('second'),
  ]);
  gate = await startTemporalGate(server.address, { certificates: first, apiKey: firstKey });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await gate.stop();
  await Promise.all([server.teardown(), registry.stop()]);
  await rm(folder, { recursive: true, force: true });
});

const profile = ({ ca, client }: Certificates): string => `[profile.dev]
address = "${gate.address}"
namespace = "dev"
[profile.dev.tls]
server_ca_cert_path = "${ca}"
client_cert_path = "${client.certificate}"
client_key_path = "${client.key}"
`;

test('workers and a client that stay continue with other certificates and another API key, without a restart', async () => {
  const directory = join(folder, 'project');
  const [configuration, key] = [join(folder, 'temporal.toml'), join(folder, 'api-key')];
  await createSmallProject({ directory, weeks: 2 });
  await writeFile(configuration, profile(first));
  await writeFile(key, `${firstKey}\n`);
  const credentials = {
    TEMPORAL_CONFIG_FILE: configuration,
    SHELFCAST_TEMPORAL_API_KEY_FILE: `dev=${key}`,
    SHELFCAST_CREDENTIALS_SECONDS: '0.2',
  };
  const worker = await startWorkerProcess('orchestration', {
    ...credentials,
    SHELFCAST_ENVIRONMENTS: 'dev',
    SHELFCAST_PROJECT: directory,
    SHELFCAST_ARTIFACTS: join(directory, '.shelfcast/artifacts'),
    SHELFCAST_REGISTRY_URL: registry.url,
  });
  for (const [name, value] of Object.entries(credentials)) vi.stubEnv(name, value);
  // The API's: a process that stays, too.
  const orchestration = await openOrchestration(join(folder, 'none'), 'small');
  const address = { environment: 'dev', region: 'north' };
  const request = (id: string) =>
    orchestration.controllers.requestCycle(address, { id, cause: 'request', requestedBy: 'ann' });
  expect(await request('1')).toMatchObject({ decision: 'queued' });

  // The gate lets nobody in who comes with what was right before.
  await gate.change({ certificates: second, apiKey: secondKey });
  await writeFile(configuration, profile(second));
  await writeFile(key, `${secondKey}\n`);
  await vi.waitFor(async () => expect(await request('2')).toMatchObject({ triggerId: '2' }), waiting);
  expect(worker.child.exitCode).toBeNull();
  await vi.waitFor(() => expect(worker.log()).toContain('connected again'), waiting);
  expect(gate.calls(secondKey)).toBeGreaterThan(0);
  await orchestration.close();
});
