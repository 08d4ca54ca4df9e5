import { randomBytes } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { decodeOptionalFailureToOptionalError } from '@temporalio/common/lib/internal-non-workflow/index.js';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createRegionControllers } from '../../src/adapters/temporal/region-controllers.ts';
import { createWorkflowHistories } from '../../src/adapters/temporal/workflow-histories.ts';
import { payloadEncryption } from '../../src/composition/encryption/payload-encryption.ts';
import { replayOf } from '../../src/composition/workflows/replay-histories.ts';
import { regionControllerId } from '../../src/contracts/workflow-ids.ts';
import type { RegionControllers } from '../../src/ports/region-controllers.ts';
import { JobError } from '../../src/ports/job-errors.ts';
import { historyBytes } from '../../scripts/deploy/secrets/history-bytes.ts';
import { startDevServer } from '../support/dev-server.ts';
import { week } from '../support/instant-jobs.ts';
import { startInstantStack, type InstantStack } from '../support/instant-stack.ts';
import { startTestRegistry } from '../support/registry.ts';
import { bundleWorkflows } from '../support/workflow-bundle.ts';

const waiting = { timeout: 90_000, interval: 100 };
const line = (id: string): string => `${id} ${randomBytes(32).toString('base64')}\n`;

/** Workers and clients with keys, and some without, against a real server. */
describe('payloads with a file of keys', () => {
  let environment: TestWorkflowEnvironment;
  let bundle: Awaited<ReturnType<typeof bundleWorkflows>>;
  let folder: string;
  let stack: InstantStack;
  let tests = 0;
  let region = '';
  const address = () => ({ environment: 'default', region });

  /** A client as commands have it, with the keys of a file. */
  const clientWith = (file?: string): Client =>
    new Client({ connection: environment.connection, plugins: payloadEncryption({ file }) });
  const controllersWith = (file?: string): RegionControllers => createRegionControllers(() => clientWith(file));
  const request = (controllers: RegionControllers, id: string, note = 'the flood of the century') =>
    controllers.requestCycle(address(), { id, cause: 'request', requestedBy: `ann (${note})` });
  const idle = (controllers: RegionControllers, cycles: number) =>
    vi.waitFor(async () => {
      expect(await controllers.status(address())).toMatchObject({ cycles, pending: 0, doing: 'waits for a trigger' });
    }, waiting);

  /** The histories in which a text is to be read. */
  async function found(text: string): Promise<readonly string[]> {
    const all = await Array.fromAsync(historyBytes(clientWith()));
    const own = all.filter(({ workflowId }) => workflowId.includes(region));
    expect(own.length).toBeGreaterThan(0);
    return own.flatMap(({ workflowId, bytes }) => (bytes.includes(text) ? [workflowId] : []));
  }

  async function keyFile(text: string): Promise<string> {
    const file = join(folder, `keys-${randomBytes(4).toString('hex')}`);
    await writeFile(file, text);
    return file;
  }
  /** As a secret store puts a new version in place. */
  async function replace(file: string, text: string): Promise<void> {
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  }

  async function start(file?: string, registryUrl?: string): Promise<void> {
    stack = await startInstantStack({
      ...{ connection: environment.nativeConnection, client: clientWith(file), bundle },
      plugins: payloadEncryption({ file, onFault: () => undefined }),
      ...(registryUrl === undefined ? {} : { registryUrl }),
      regions: [region],
      config: { dataChange: { quietPeriodSeconds: 0 }, environments: { default: { promotion: 'automatic' } } },
    });
    stack.world.latest.set(region, week(0));
    await stack.startWorkers();
  }

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
    folder = await mkdtemp(join(tmpdir(), 'shelfcast-keys-'));
    [environment, bundle] = await Promise.all([startDevServer(), bundleWorkflows()]);
  });
  afterAll(async () => {
    await environment.teardown();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    region = `north-${(tests += 1)}`;
  });
  afterEach(() => stack.close());

  test('nobody reads in a history what people wrote and why something failed; without keys everybody does', async () => {
    const fail = (): void => {
      stack.world.before = (job) => {
        if (job !== 'train-member') return;
        throw new JobError({ errorName: 'NetworkDivergedError', message: 'item 7 of aunt Bessie diverged', facts: {} });
      };
    };
    const words = ['flood of the century', 'aunt Bessie'];
    await start();
    fail();
    await request(controllersWith(), '1');
    await idle(controllersWith(), 1);
    for (const word of words) expect(await found(word)).not.toEqual([]);
    await stack.close();

    region += '-secret';
    const file = await keyFile(line('a'));
    await start(file);
    fail();
    await request(controllersWith(file), '1');
    await idle(controllersWith(file), 1);
    for (const word of words) expect(await found(word)).toEqual([]);
    // Who has the keys reads all of it: the ledger, the failure of the training.
    expect(await controllersWith(file).ledger(address())).toMatchObject([
      { trigger: { requestedBy: 'ann (the flood of the century)' } },
    ]);
    const { workflow } = clientWith(file);
    const trainings = await Array.fromAsync(workflow.list({ query: 'WorkflowType = "segmentTraining"' }));
    const { workflowId } = trainings.find((one) => one.workflowId.includes(region))!;
    const error: unknown = await workflow
      .getHandle(workflowId)
      .result()
      .catch((thrown: unknown) => thrown);
    expect(messagesOf(error).join()).toContain('aunt Bessie');
    const description = await workflow.getHandle(workflowId).describe();
    expect(await description.staticSummary()).toContain(region);
  });

  test('what began before there were keys continues with them, is read, and replays', async () => {
    const registry = await startTestRegistry();
    onTestFinished(() => registry.stop());
    await start(undefined, registry.url);
    await request(controllersWith(), '1');
    await idle(controllersWith(), 1);
    await stack.close();

    const file = await keyFile(line('a'));
    await start(file, registry.url);
    await request(controllersWith(file), '2', 'the drought after it');
    await idle(controllersWith(file), 2);
    expect(await found('flood of the century')).not.toEqual([]);
    expect(await found('drought')).toEqual([]);
    expect(await controllersWith(file).ledger(address())).toMatchObject([
      { trigger: { requestedBy: 'ann (the flood of the century)' }, state: 'ran' },
      { trigger: { requestedBy: 'ann (the drought after it)' }, state: 'ran' },
    ]);

    vi.stubEnv('SHELFCAST_PAYLOAD_KEYS_FILE', file);
    onTestFinished(() => void vi.unstubAllEnvs());
    const sample = { workflow: 'regionController', since: '2026-01-01T00:00:00Z', most: 20 } as const;
    const histories = createWorkflowHistories(() => clientWith(file)).sample('default', sample);
    const replayed = await Array.fromAsync(replayOf({ buildId: 'a-build', bundle }).replay(histories));
    const own = replayed.filter(({ workflowId }) => workflowId.endsWith(region));
    expect(own.length).toBeGreaterThan(1);
    expect(own.filter(({ divergence }) => divergence !== undefined)).toEqual([]);
  });

  test('a key that a worker does not have yet delays workflows and fails none', async () => {
    const [old, next] = [line('old'), line('new')];
    const ofWorkers = await keyFile(old);
    const ofClients = await keyFile(next + old);
    await start(ofWorkers);
    await request(controllersWith(ofWorkers), '1');
    await idle(controllersWith(ofWorkers), 1);

    // The server may refuse the request while the workflow's tasks fail; who sent it sends it again.
    void request(controllersWith(ofClients), '2').catch(() => undefined);
    await vi.waitFor(async () => {
      expect(await failedTasks(ofClients)).toEqual(
        expect.arrayContaining([expect.stringMatching(/encrypted with the key new, and this process has old/)]),
      );
    }, waiting);
    await replace(ofWorkers, next + old);
    await vi.waitFor(() => request(controllersWith(ofClients), '2'), waiting);
    await idle(controllersWith(ofClients), 2);
    expect(await controllersWith(ofClients).ledger(address())).toMatchObject([{ state: 'ran' }, { state: 'ran' }]);
  });

  test('a client without the key says which one is missing', async () => {
    const file = await keyFile(line('a'));
    await start(file);
    await request(controllersWith(file), '1');
    await idle(controllersWith(file), 1);
    await expect(controllersWith(await keyFile(line('b'))).status(address())).rejects.toMatchObject({
      name: 'PayloadKeyUnknownError',
      keyId: 'a',
      knownIds: ['b'],
    });
    await expect(controllersWith(join(folder, 'nowhere')).status(address())).rejects.toMatchObject({
      name: 'PayloadKeysUnreadableError',
    });
  });

  test('a worker without its keys does not start', async () => {
    await expect(start(join(folder, 'nowhere'))).rejects.toThrow(/SHELFCAST_PAYLOAD_KEYS_FILE.*ENOENT/);
  });

  /** Why workflow tasks of the controller failed. */
  async function failedTasks(file: string): Promise<readonly string[]> {
    const client = clientWith(file);
    const { events } = await client.workflow.getHandle(regionControllerId('default', region)).fetchHistory();
    const failures = events!.flatMap(({ workflowTaskFailedEventAttributes: failed }) => failed?.failure ?? []);
    const errors = failures.map((one) => decodeOptionalFailureToOptionalError(client.options.loadedDataConverter, one));
    return (await Promise.all(errors)).map((error) => error?.message ?? '');
  }
});

function messagesOf(error: unknown): readonly string[] {
  return error instanceof Error ? [error.message, ...messagesOf(error.cause)] : [];
}
