import { expect, test } from 'vitest';
import { checkAccess } from '../../src/api/access.ts';
import { ApiError } from '../../src/api/api-error.ts';
import { checkOrigin, isLoopback, loopbackHosts } from '../../src/api/guards.ts';

const hosts = new Set<string>(loopbackHosts);
const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
};

test.each([
  ['127.0.0.1:8080', undefined, 'GET', undefined],
  ['localhost', 'same-origin', 'POST', undefined],
  ['[::1]:8080', 'same-origin', 'POST', undefined],
  // A person who types the address, or follows a bookmark.
  ['localhost:8080', 'none', 'GET', undefined],
  ['localhost:8080', 'none', 'POST', 'cross-site'],
  ['localhost:8080', 'cross-site', 'POST', 'cross-site'],
  ['localhost:8080', 'cross-site', 'GET', 'cross-site'],
  ['localhost:8080', 'same-site', 'GET', 'cross-site'],
  ['rebound.example:8080', 'same-origin', 'POST', 'foreign-host'],
  ['localhost.evil.example', undefined, 'GET', 'foreign-host'],
  [undefined, undefined, 'GET', 'foreign-host'],
])('Host %s, Sec-Fetch-Site %s, %s: %s', (host, site, method, code) => {
  expect(codeOf(() => checkOrigin({ host, site, method }, hosts))).toBe(code);
});

test.each([
  // A link in a mail or a chat opens a page only.
  [{ site: 'cross-site', mode: 'navigate', forPage: true, method: 'GET' }, undefined],
  [{ site: 'cross-site', mode: 'navigate', forPage: false, method: 'GET' }, 'cross-site'],
  [{ site: 'cross-site', mode: 'no-cors', forPage: true, method: 'GET' }, 'cross-site'],
  // Over plain HTTP a browser names the origin alone.
  [{ site: undefined, origin: 'http://evil.example', method: 'POST' }, 'cross-site'],
  [{ site: undefined, origin: 'http://localhost:8080', method: 'POST' }, undefined],
  [{ site: undefined, origin: 'http://localhost:9999', method: 'POST' }, 'cross-site'],
  [{ site: undefined, method: 'POST' }, undefined],
] as const)('%j: %s', (asked, code) => {
  expect(codeOf(() => checkOrigin({ host: 'localhost:8080', ...asked }, hosts))).toBe(code);
});

test('only names of this machine are loopback', () => {
  expect(['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::', '10.0.0.1'].map(isLoopback)).toEqual([
    ...[true, true, true],
    ...[false, false, false],
  ]);
});

test.each([
  ['reader', undefined, 'reader', ['dev'], undefined],
  ['reader', undefined, 'operator', ['dev'], 'role-too-low'],
  ['approver', undefined, 'operator', ['dev'], undefined],
  ['approver', undefined, 'admin', [], 'role-too-low'],
  ['admin', ['dev'], 'reader', ['dev'], undefined],
  ['admin', ['dev'], 'reader', ['prod'], 'other-environment'],
  ['admin', ['dev'], 'approver', ['dev', 'prod'], 'other-environment'],
  // What names no environment reaches all of them.
  ['admin', ['dev'], 'operator', [], 'other-environment'],
  ['reader', ['dev'], 'reader', [], 'other-environment'],
  ['reader', undefined, 'reader', [], undefined],
] as const)('%s of %j does what needs %s in %j: %s', (role, allowed, needed, environments, code) => {
  const caller = { actor: 'ann', role, ...(allowed ? { environments: allowed } : {}) };
  expect(codeOf(() => checkAccess(caller, { role: needed, environments }))).toBe(code);
});

test('what is the same for every environment is shown to a key for one of them', () => {
  const caller = { actor: 'ann', role: 'reader', environments: ['dev'] } as const;
  expect(codeOf(() => checkAccess(caller, { role: 'reader', environments: [], ofEveryEnvironment: true }))).toBe(
    undefined,
  );
});
