import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbeddedRegistry } from '../../src/composition/open-registry.ts';
import { openStateDirectory } from '../../src/state/state-directory.ts';
import { cookieBrowser, signInAtProvider } from '../support/oidc/cookie-browser.ts';
import { startIdentityProvider } from '../support/oidc/identity-provider.ts';
import { makeCertificates } from '../support/production/certificates.ts';
import { runCommand } from '../support/commands/run-command.ts';
import { shelfcast, ShelfcastProcess } from '../support/shelfcast-process.ts';
import { createSmallProject } from '../support/small-project.ts';
import { freePort } from '../support/free-port.ts';
import { removeFolder } from '../support/remove-folder.ts';

/** `shelfcast api` as a process, on a state folder that no stack runs on. */
describe('shelfcast api', () => {
  let directory: string;
  let project: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'shelfcast-api-'));
    project = join(directory, 'project');
    await createSmallProject({ directory: project });
    const registry = await openEmbeddedRegistry(openStateDirectory(join(project, '.shelfcast')).database);
    await registry.openCycle('cycle/dev/north/2025-10-06/1', {
      ...{ environment: 'dev', region: 'north', cutoff: '2025-10-06', number: 1, triggers: [] },
    });
    await registry.close();
  });
  afterAll(() => removeFolder(directory));

  async function keyOf(role: string): Promise<string> {
    const { stdout } = await runCommand('keys', 'create', role, '--role', role, '--project', project, '--json');
    return (JSON.parse(stdout) as { readonly key: string }).key;
  }

  test('this machine may ask without a key; without Temporal the registry answers; Ctrl-C stops it', async () => {
    const port = await freePort();
    const api = new ShelfcastProcess(['api', '--project', project, '--port', String(port)]);
    await api.says(/anybody on this machine may ask/);
    const root = `http://127.0.0.1:${port}/api/v1`;
    const overview = (await (await fetch(`${root}/environments/dev/overview`)).json()) as {
      readonly unreachable: string;
      readonly regions: readonly { readonly region: string; readonly standing: string }[];
    };
    expect(overview.unreachable).toContain('no stack');
    expect(overview.regions.find(({ region }) => region === 'north')).toMatchObject({ standing: 'running' });

    const asked = await fetch(`${root}/environments/dev/cycles`, {
      ...{ method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
    });
    expect([asked.status, await asked.json()]).toMatchObject([503, { code: 'unavailable' }]);

    // A reader of events keeps no server from stopping.
    const events = await fetch(`${root}/environments/dev/events`);
    const { value } = (await events.body!.getReader().read()) as { readonly value: Uint8Array };
    expect(new TextDecoder().decode(value)).toContain('retry: 2000');
    api.child.kill('SIGINT');
    expect((await api.ended).exitCode).toBe(0);
  });

  test('elsewhere than on this machine it wants keys', async () => {
    const refused = await shelfcast('api', '--project', project, '--host', '0.0.0.0');
    expect([refused.exitCode, refused.stderr]).toEqual([
      2,
      expect.stringMatching(
        /^ApiExposedError: the API does not listen on 0\.0\.0\.0 .* with keys alone or by who signs in/,
      ),
    ]);
  });

  test.each([
    [['--behind-tls'], /^ApiExposedError: the API does not listen behind a proxy while anybody/],
    [['--access', 'oidc'], /^UsageError: with --access oidc name the file of the OpenID provider/],
    [['--access', 'oidc', '--oidc', 'missing.json'], /^SettingsError: missing\.json cannot be read: ENOENT/],
  ])('it does not start with %j', async (options, says) => {
    const refused = await runCommand('api', '--project', project, ...options);
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringMatching(says)]);
  });

  test('people sign in with the provider that a file names', async () => {
    const port = await freePort();
    const root = `http://127.0.0.1:${port}`;
    const provider = await startIdentityProvider(root, { ann: ['planners'] });
    const file = join(directory, 'oidc.json');
    const { issuer, clientId, clientSecret } = provider;
    await writeFile(join(directory, 'client-secret'), `${clientSecret}\n`);
    await writeFile(
      file,
      JSON.stringify({
        ...{ issuer, clientId, clientSecretFile: 'client-secret', publicUrl: root },
        groups: [{ group: 'planners', role: 'approver' }],
      }),
    );
    const options = ['--port', String(port), '--access', 'oidc', '--oidc', file];
    const api = new ShelfcastProcess(['api', '--project', project, ...options]);
    await api.says(/who signs in, or has a token or a key, may ask/);
    const browser = cookieBrowser();
    await signInAtProvider(browser, `${root}/sign-in`, 'ann');
    const cookie = browser.cookiesFor(`${root}/api/v1/session`);
    expect(await (await fetch(`${root}/api/v1/session`, { headers: { cookie } })).json()).toMatchObject({
      ...{ role: 'approver', signedIn: true },
    });
    expect(api.output).not.toContain(clientSecret);
    api.child.kill('SIGINT');
    expect((await api.ended).exitCode).toBe(0);
    // Sessions outlive the process.
    const listed = await runCommand('sessions', 'list', '--project', project);
    expect(listed.stdout).toMatch(/ann@example\.com .* approver +all/);
    await provider.stop();
  });

  test('with keys and TLS: a reader reads, an operator acts, nobody else gets in', async () => {
    const [reader, operator] = [await keyOf('reader'), await keyOf('operator')];
    const { ca: authority, server } = await makeCertificates(directory);
    const port = await freePort();
    const api = new ShelfcastProcess([
      ...['api', '--project', project, '--port', String(port), '--access', 'keys'],
      ...['--tls-cert', server.certificate, '--tls-key', server.key],
    ]);
    await api.says(/who has a key may ask/);
    const ca = await readFile(authority);
    const ask = (path: string, key: string | undefined, method = 'GET') =>
      statusOf({ port, ca, path: `/api/v1${path}`, method, ...(key === undefined ? {} : { key }) });
    expect(await ask('/project', undefined)).toBe(401);
    expect(await ask('/project', 'shelfcast_guess')).toBe(401);
    expect(await ask('/project', reader)).toBe(200);
    expect(await ask('/environments/dev/resumption', reader, 'POST')).toBe(403);
    // No Temporal is there, but the operator may ask.
    expect(await ask('/environments/dev/resumption', operator, 'POST')).toBe(503);
    expect(await ask('/keys', operator)).toBe(403);
    expect(api.output).not.toContain(reader);
    api.child.kill('SIGINT');
    expect((await api.ended).exitCode).toBe(0);
  });
});

/** Asks over TLS, trusting one certificate alone. */
function statusOf(asked: {
  readonly port: number;
  readonly ca: Buffer;
  readonly path: string;
  readonly method: string;
  readonly key?: string;
}): Promise<number | undefined> {
  const { key, ...where } = asked;
  return new Promise((resolve, reject) => {
    const headers = {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(where.method === 'POST' ? { 'content-type': 'application/json' } : {}),
    };
    const sent = request({ host: 'localhost', ...where, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end(where.method === 'POST' ? '{}' : undefined);
  });
}
