import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { payloadEncryption } from '../../src/composition/encryption/payload-encryption.ts';
import { openEmbeddedRegistry } from '../../src/composition/open-registry.ts';
import { openStateDirectory } from '../../src/state/state-directory.ts';
import { startDevServer } from '../support/dev-server.ts';
import { runCommand } from '../support/commands/run-command.ts';
import { ShelfcastProcess } from '../support/shelfcast-process.ts';
import { createSmallProject } from '../support/small-project.ts';
import { freePort } from '../support/free-port.ts';
import { removeFolder } from '../support/remove-folder.ts';

const locations = fileURLToPath(new URL('../../node_modules/.shelfcast/locations.json', import.meta.url));

/** `shelfcast codec` as a process, asked by Temporal's own command line about a workflow on a real server. */
describe('shelfcast codec', () => {
  let environment: TestWorkflowEnvironment;
  let folder: string;
  let project: string;
  let keys: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shelfcast-codec-'));
    project = join(folder, 'project');
    keys = join(folder, 'keys');
    await writeFile(keys, `a ${randomBytes(32).toString('base64')}\n`);
    await createSmallProject({
      directory: project,
      config: `environments: { default: { promotion: 'automatic' }, other: { promotion: 'automatic' } },`,
    });
    const registry = await openEmbeddedRegistry(openStateDirectory(join(project, '.shelfcast')).database);
    await registry.close();
    environment = await startDevServer();
    const client = new Client({ connection: environment.connection, plugins: payloadEncryption({ file: keys }) });
    await client.workflow.start('nobody', {
      ...{ workflowId: 'encrypted', taskQueue: 'nobody', args: [{ reason: 'the flood' }] },
      ...{ memo: { note: 'by the river' }, staticSummary: 'a summary of the flood' },
    });
  });
  afterAll(async () => {
    await environment.teardown();
    await removeFolder(folder);
  });

  afterEach(() => vi.unstubAllEnvs());

  async function keyOf(...args: readonly string[]): Promise<string> {
    const { stdout } = await runCommand('keys', 'create', 'k', ...args, '--project', project, '--json');
    return (JSON.parse(stdout) as { readonly key: string }).key;
  }

  async function codecOn(...args: readonly string[]) {
    const port = await freePort();
    const options = ['codec', '--project', project, '--port', String(port), ...args];
    const codec = new ShelfcastProcess(options, { SHELFCAST_PAYLOAD_KEYS_FILE: keys });
    await codec.says(/Ctrl-C stops it/);
    return { codec, endpoint: ['--codec-endpoint', `http://127.0.0.1:${port}`] };
  }

  /** What Temporal's command line says of the workflow. */
  async function temporal(...args: readonly string[]): Promise<string> {
    const { temporalCli } = JSON.parse(readFileSync(locations, 'utf8')) as { temporalCli: string };
    const { address } = environment;
    const show = [
      'workflow',
      'show',
      '--workflow-id',
      'encrypted',
      '--namespace',
      'default',
      '--output',
      'json',
      '--address',
      address,
      ...args,
    ];
    const { stdout } = await promisify(execFile)(temporalCli, show);
    return stdout.replaceAll(/"data": *"([^"]*)"/g, (_, data: string) =>
      Buffer.from(data, 'base64').toString('latin1'),
    );
  }

  test("Temporal's command line reads histories through it, and only with a key that may", async () => {
    expect(await temporal()).not.toMatch(/flood|river/);
    const operator = await keyOf('--role', 'operator', '--env', 'default');
    const others = await keyOf('--role', 'operator', '--env', 'other');
    const reader = await keyOf('--role', 'reader');
    const { codec, endpoint } = await codecOn('--access', 'keys');

    const seen = await temporal(...endpoint, '--codec-auth', `Bearer ${operator}`);
    expect(seen).toContain('the flood');
    expect(seen).toContain('by the river');
    expect(seen).toContain('a summary of the flood');
    for (const key of [others, reader, 'none']) {
      // It asks again until its time is up.
      const refused = await temporal(...endpoint, '--codec-auth', `Bearer ${key}`, '--command-timeout', '2s').catch(
        (error: unknown) => String(error),
      );
      expect(refused).not.toMatch(/the flood|the river/);
    }
    expect(codec.output).toMatch(/"actor":"k","namespace":"default","payloads":\d,"keyIds":\["a"\]/);
    expect(codec.output).not.toMatch(/flood|river/);
    codec.child.kill('SIGINT');
    expect((await codec.ended).exitCode).toBe(0);
  });

  test('on this machine anybody may ask', async () => {
    const { codec, endpoint } = await codecOn();
    expect(await temporal(...endpoint)).toContain('the flood');
    codec.child.kill('SIGTERM');
    await codec.ended;
  });

  test.each([
    [['--host', '0.0.0.0'], /^CodecExposedError: .*0\.0\.0\.0 without keys/],
    [['--host', '0.0.0.0', '--access', 'keys'], /^CodecExposedError: .*0\.0\.0\.0 without TLS/],
    [['--tls-cert', 'cert.pem'], /give --tls-cert and --tls-key together/],
  ])('%j is refused', async (args, says) => {
    const options = ['codec', '--project', project, '--port', '1', ...args];
    vi.stubEnv('SHELFCAST_PAYLOAD_KEYS_FILE', keys);
    const refused = await runCommand(...options);
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringMatching(says)]);
  });

  test.each([
    ['', /^SettingsError: SHELFCAST_PAYLOAD_KEYS_FILE is not set/],
    ['/nowhere/keys', /^PayloadKeysUnreadableError: .*\/nowhere\/keys .*ENOENT/],
  ])('without keys there is nothing to decrypt with: %j', async (file, says) => {
    const options = ['codec', '--project', project];
    const refused = await new ShelfcastProcess(options, { SHELFCAST_PAYLOAD_KEYS_FILE: file }).ended;
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringMatching(says)]);
  });
});
