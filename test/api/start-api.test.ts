import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { startApi, type ApiOptions } from '../../src/api/start-api.ts';
import { freePort } from '../support/free-port.ts';
import { loadedSmallProject } from '../support/loaded-small-project.ts';
import { removeFolder } from '../support/remove-folder.ts';

/** With a provider that is not asked before somebody signs in. */
const signIn = (publicUrl: string): Pick<ApiOptions, 'access' | 'oidc'> => ({
  access: 'oidc',
  oidc: {
    ...{
      issuer: 'https://login.example.com',
      clientId: 'shelfcast',
      publicUrl,
      scope: 'openid',
      groupsClaim: 'groups',
    },
    ...{ groups: [{ group: 'planners', role: 'approver' }], sessionHours: 10 },
  },
});

/** How a browser is to keep the cookies of an API that is reached by plain HTTP, as from a proxy. */
async function cookiesOf(options: Partial<ApiOptions>): Promise<readonly string[]> {
  const stateFolder = await mkdtemp(join(tmpdir(), 'shelfcast-api-'));
  onTestFinished(() => removeFolder(stateFolder));
  const port = await freePort();
  const { project } = await loadedSmallProject();
  const api = await startApi({
    ...{ project, stateFolder, host: '127.0.0.1', port },
    ...{ log: pino({ level: 'silent' }), ...options },
  });
  onTestFinished(() => api.close());
  // With what a proxy that is not declared claims.
  const headers = { 'x-forwarded-proto': 'https' };
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/session`, { method: 'DELETE', headers });
  return answer.headers.getSetCookie();
}

afterEach(() => vi.unstubAllEnvs());

test('cookies are sent by HTTPS alone behind a proxy that speaks it, and where the pages have an https address', async () => {
  const secure = (name: string): string => `__Host-${name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0; Secure`;
  const both = [secure('shelfcast_key'), secure('shelfcast_session')];
  expect(await cookiesOf({ access: 'keys', behindTls: true })).toEqual(both);
  expect(await cookiesOf(signIn('https://forecasts.example.com'))).toEqual(both);
  vi.stubEnv('SHELFCAST_PAGES', 'https://forecasts.example.com');
  expect(await cookiesOf({ access: 'keys' })).toEqual(both);
});

test('a browser that reaches it by plain HTTP alone keeps its cookies, whatever a request claims', async () => {
  for (const how of [{ access: 'keys' }, signIn('http://127.0.0.1:8080')] satisfies Partial<ApiOptions>[]) {
    for (const cookie of await cookiesOf(how)) expect(cookie).not.toContain('Secure');
  }
});
