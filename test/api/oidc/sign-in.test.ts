import type { FastifyInstance } from 'fastify';
import { SignJWT, UnsecuredJWT } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServer } from '../../../src/api/create-server.ts';
import type { OidcSettings } from '../../../src/api/oidc/oidc-settings.ts';
import { openAccess } from '../../../src/api/open-access.ts';
import { createKey } from '../../../src/app/keys/create-key.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { cookieBrowser, signInAtProvider, type CookieBrowser } from '../../support/oidc/cookie-browser.ts';
import { startIdentityProvider, type IdentityProvider } from '../../support/oidc/identity-provider.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';
import { freePort } from '../../support/free-port.ts';

/** Sign-in over real redirects with a real provider; registry and server are real too. */
let database: TestRegistry;
let provider: IdentityProvider;
let settings: OidcSettings;
let server: FastifyInstance;
let root: string;
const logged: string[] = [];

const project = {
  resolved: {
    ...{ name: 'grocer', weekStartsOn: 'monday', horizonWeeks: 3, formats: ['large'], sources: [] },
    ...{ environments: { dev: { promotion: 'manual' }, prod: { promotion: 'manual' } }, staleAfterDays: 60 },
    regions: [{ name: 'north', timeZone: 'America/Chicago' }],
  },
} as unknown as LoadedProject;

const serverWith = async (oidc: OidcSettings): Promise<FastifyInstance> =>
  createServer({
    appFor: (actor, ends = {}) => testApp({ registry: database.registry, project, actor, ...ends }),
    ...(await openAccess('oidc', oidc, (use) => use(database.registry))),
    ...{
      hosts: new Set(['127.0.0.1']),
      version: '1.2.3',
      log: pino({ level: 'info' }, { write: (line) => void logged.push(line) }),
    },
  });

beforeAll(async () => {
  database = await startTestRegistry();
  const port = await freePort();
  root = `http://127.0.0.1:${port}`;
  provider = await startIdentityProvider(root, {
    ann: ['everyone', 'planners'],
    oscar: ['ops'],
    eve: ['everyone'],
    robot: ['ops'],
  });
  const { issuer, clientId, clientSecret, audience } = provider;
  settings = {
    ...{ issuer, clientId, clientSecret, audience, publicUrl: root },
    ...{ scope: 'openid profile email', groupsClaim: 'groups', sessionHours: 1 },
    groups: [
      { group: 'planners', role: 'approver', environments: ['prod'] },
      { group: 'ops', role: 'operator' },
    ],
  };
  server = await serverWith(settings);
  await server.listen({ host: '127.0.0.1', port });
});
afterAll(async () => {
  await server.close();
  await provider.stop();
  await database.stop();
});

const signIn = async (who: string, to = '/'): Promise<{ browser: CookieBrowser; url: string }> => {
  const browser = cookieBrowser();
  const { url } = await signInAtProvider(browser, `${root}/sign-in?to=${encodeURIComponent(to)}`, who);
  return { browser, url };
};
const ask = async (path: string, headers: Readonly<Record<string, string>>, method = 'GET') => {
  const response = await fetch(`${root}/api/v1${path}`, { method, headers });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>) };
};
const asBrowser = (browser: CookieBrowser, path: string, method = 'GET') =>
  ask(path, { cookie: browser.cookiesFor(`${root}/api/v1${path}`) }, method);

test('who is in a group signs in by the provider’s pages, comes back to where they were, and is known by name', async () => {
  const { browser, url } = await signIn('ann', '/environments/prod/decisions?store=5');
  expect(url).toBe(`${root}/environments/prod/decisions?store=5`);
  const { host } = new URL(provider.issuer);
  expect(await asBrowser(browser, '/session')).toEqual({
    status: 200,
    body: { actor: `ann@example.com (ann at ${host})`, role: 'approver', environments: ['prod'], signedIn: true },
  });
  expect((await asBrowser(browser, '/environments/dev/cycles')).body).toMatchObject({ code: 'other-environment' });
  expect((await asBrowser(browser, '/keys')).body).toMatchObject({ code: 'role-too-low' });
});

test('what they do is written down under their name', async () => {
  const { browser } = await signIn('oscar');
  const created = await performed(createKey, testApp({ registry: database.registry, project }), {
    name: 'etl',
    role: 'reader',
  });
  // An operator may not revoke; the audit trail names who may.
  expect((await asBrowser(browser, `/keys/${created.details.id}`, 'DELETE')).status).toBe(403);
  const admin = await serverWith({ ...settings, groups: [{ group: 'ops', role: 'admin' }] });
  const revoked = await admin.inject({
    ...{ method: 'DELETE', url: `/api/v1/keys/${created.details.id}` },
    headers: { host: '127.0.0.1', authorization: `Bearer ${await provider.machineToken()}` },
  });
  expect(revoked.statusCode).toBe(200);
  const { host } = new URL(provider.issuer);
  expect((await database.registry.audit()).at(-1)).toMatchObject({ action: 'revoke-key', actor: `robot at ${host}` });
  await admin.close();
});

test('who is in no group that may do anything does not get in', async () => {
  const { browser, url } = await signIn('eve');
  expect(url).toBe(`${root}/?signIn=no-role`);
  expect((await asBrowser(browser, '/session')).body).toMatchObject({ status: 401, code: 'not-signed-in' });
});

test('a sign-in serves once, in the browser that began it alone', async () => {
  const browser = cookieBrowser();
  const callback = `${root}/sign-in/callback`;
  const { url } = await signInAtProvider(browser, `${root}/sign-in`, 'ann', callback);
  // Somebody else is sent this address: they would act as ann without knowing it.
  const other = cookieBrowser();
  expect((await other.open(url)).url).toBe(`${root}/?signIn=sign-in-stale`);
  const state = browser.cookiesFor(callback);
  expect((await browser.open(url)).url).toBe(`${root}/`);
  // Sent again with the cookie it had then: the state is used up.
  const replayed = await fetch(url, { redirect: 'manual', headers: { cookie: state } });
  expect(replayed.headers.get('location')).toBe('/?signIn=sign-in-stale');
});

test('a code that is not the provider’s is no sign-in', async () => {
  const browser = cookieBrowser();
  const { url } = await signInAtProvider(browser, `${root}/sign-in`, 'ann', `${root}/sign-in/callback`);
  const forged = new URL(url);
  forged.searchParams.set('code', 'guessed');
  expect((await browser.open(forged.href)).url).toBe(`${root}/?signIn=sign-in-refused`);
});

test('who signed in, and who did not, is in the log, without what would let somebody else in', async () => {
  logged.length = 0;
  const { browser } = await signIn('ann');
  await signIn('eve');
  const lines = logged.map((line) => JSON.parse(line) as { readonly msg: string; readonly actor?: string });
  expect(lines.map(({ msg }) => msg)).toEqual(['signed in', 'a sign-in was refused']);
  expect(lines[0]?.actor).toContain('ann@example.com');
  const [, token] = browser.cookiesFor(`${root}/api/v1/session`).split('=');
  expect(logged.join('')).not.toContain(token);
});

test('a browser gets a session of this server, and nothing that the provider gives this server', async () => {
  const browser = cookieBrowser();
  const { url } = await signInAtProvider(browser, `${root}/sign-in`, 'ann', `${root}/sign-in/callback`);
  const headers = { cookie: browser.cookiesFor(`${root}/sign-in/callback`) };
  const came = await fetch(url, { redirect: 'manual', headers });
  const session = came.headers.getSetCookie().find((one) => one.startsWith('shelfcast_session='));
  // A token of a provider is three parts between dots.
  expect(session).toMatch(/^shelfcast_session=[\w-]{43};/);
  const answered = JSON.stringify([...came.headers]) + (await came.text());
  expect(answered).not.toMatch(/[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}/);
});

test('nobody is led to another site', async () => {
  for (const to of ['https://evil.example/', '//evil.example/', '/\\evil.example', '///evil.example']) {
    const { url } = await signIn('ann', to);
    expect(new URL(url).origin).toBe(root);
  }
});

test('signing out ends the session on the server, and leads to the provider’s own end', async () => {
  const { browser } = await signIn('ann');
  const cookie = browser.cookiesFor(`${root}/api/v1/session`);
  const out = await ask('/session', { cookie }, 'DELETE');
  expect(out).toMatchObject({ status: 200 });
  expect(String(out.body?.['endSessionUrl'])).toContain('/session/end');
  // The cookie of before is worth nothing now.
  expect((await ask('/session', { cookie })).status).toBe(401);
});

test('a session ends after its hours', async () => {
  const short = await serverWith({ ...settings, sessionHours: 0.3 / 3600 });
  const browser = cookieBrowser();
  const callback = await signInAtProvider(browser, `${root}/sign-in`, 'ann', `${root}/sign-in/callback`);
  const headers = { host: '127.0.0.1', cookie: browser.cookiesFor(callback.url) };
  const came = await short.inject({ method: 'GET', url: callback.url.slice(root.length), headers });
  const session = String([came.headers['set-cookie']].flat().find((one) => one?.startsWith('shelfcast_session=')));
  expect(session).toMatch(/; HttpOnly; SameSite=Strict; Max-Age=/);
  await expect.poll(async () => (await ask('/session', { cookie: session.split(';')[0]! })).status).toBe(401);
  await short.close();
});

test('machines send tokens of the provider', async () => {
  const token = await provider.machineToken();
  expect((await ask('/session', { authorization: `Bearer ${token}` })).body).toMatchObject({ role: 'operator' });
});

const hour = 3600;
test.each<[string, (issuer: string, audience: string) => Promise<string>]>([
  ['for another API', () => provider.machineToken('https://elsewhere.example.com/')],
  ['expired', (iss, aud) => provider.sign({ iss, aud, sub: 'robot', groups: ['ops'] }, '-1h')],
  [
    'not valid yet',
    (iss, aud) => provider.sign({ iss, aud, sub: 'robot', groups: ['ops'], nbf: Date.now() / 1000 + hour }),
  ],
  ['of another issuer', (_, aud) => provider.sign({ iss: 'https://evil.example', aud, sub: 'robot', groups: ['ops'] })],
  ['an ID token', (iss, aud) => provider.sign({ iss, aud, sub: 'robot', groups: ['ops'], nonce: 'n' })],
  [
    'without a signature',
    (iss, aud) =>
      Promise.resolve(
        new UnsecuredJWT({ iss, aud, sub: 'robot', groups: ['ops'] }).setExpirationTime('1h').encode() + 'x',
      ),
  ],
  [
    'signed with a secret',
    (iss, aud) =>
      new SignJWT({ iss, aud, sub: 'robot', groups: ['ops'] })
        .setProtectedHeader({ alg: 'HS256', kid: 'of-the-tests' })
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode('x'.repeat(32))),
  ],
])('a token that is %s is refused', async (_what, make) => {
  const token = await make(provider.issuer, provider.audience);
  expect((await ask('/session', { authorization: `Bearer ${token}` })).body).toMatchObject({
    status: 401,
    code: 'token-refused',
  });
});

test('a token of who is in no group, or for a server that takes none, is refused by name', async () => {
  const { issuer: iss, audience: aud } = provider;
  const stranger = await provider.sign({ iss, aud, sub: 'stranger' });
  expect((await ask('/session', { authorization: `Bearer ${stranger}` })).body).toMatchObject({ code: 'no-role' });
  const { audience: _, ...keysAndPeople } = settings;
  const without = await serverWith(keysAndPeople);
  const headers = { host: '127.0.0.1', authorization: `Bearer ${await provider.machineToken()}` };
  const refused = await without.inject({ method: 'GET', url: '/api/v1/session', headers });
  expect(refused.json()).toMatchObject({ code: 'token-refused' });
  await without.close();
});

test('keys work next to it', async () => {
  const { key } = await performed(createKey, testApp({ registry: database.registry, project }), {
    name: 'sheet',
    role: 'reader',
  });
  expect((await ask('/session', { authorization: `Bearer ${key}` })).body).toMatchObject({ actor: 'sheet' });
});

test('where the provider cannot be reached, keys still work, and who signs in hears of it', async () => {
  const port = await freePort();
  const alone = await serverWith({ ...settings, issuer: `http://127.0.0.1:${port}` });
  const asked = await alone.inject({ method: 'GET', url: '/sign-in', headers: { host: '127.0.0.1' } });
  expect(asked.headers.location).toBe('/?signIn=issuer-unreachable');
  const token = await provider.machineToken();
  const headers = { host: '127.0.0.1', authorization: `Bearer ${token}` };
  expect((await alone.inject({ method: 'GET', url: '/api/v1/session', headers })).statusCode).toBe(503);
  await alone.close();
});

test('nobody fills the registry with sign-ins that they do not end', async () => {
  const one = await serverWith(settings);
  const statuses: number[] = [];
  for (let count = 0; count < 61; count += 1) {
    const asked = await one.inject({ method: 'GET', url: '/sign-in', headers: { host: '127.0.0.1' } });
    statuses.push(asked.statusCode);
  }
  expect([statuses.at(-2), statuses.at(-1)]).toEqual([302, 429]);
  await one.close();
});
