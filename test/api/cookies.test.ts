import { expect, test } from 'vitest';
import { cookieIn, cookieText, credentialsOf, keyCookie, sessionCookie } from '../../src/api/cookies.ts';

test('scripts and other sites never get at a cookie; by HTTPS it is of this server alone', () => {
  expect(keyCookie('k', { path: '/api', seconds: 60, secure: false })).toBe(
    'shelfcast_key=k; Path=/api; HttpOnly; SameSite=Strict; Max-Age=60',
  );
  expect(sessionCookie('s', { seconds: 60, secure: true })).toBe(
    '__Host-shelfcast_session=s; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure',
  );
  expect(cookieText('c', 'v', { path: '/x', seconds: 1, secure: false, sameSite: 'Lax' })).toContain('SameSite=Lax');
});

test('a cookie that another server of the domain has set gives way to our own', () => {
  const headers = { cookie: 'other=1; c=planted; __Host-c=ours; d=2' };
  expect(cookieIn({ headers }, 'c')).toBe('ours');
  expect(cookieIn({ headers }, 'd')).toBe('2');
  expect(cookieIn({ headers: { cookie: 'cc=1' } }, 'c')).toBeUndefined();
  expect(cookieIn({ headers: {} }, 'c')).toBeUndefined();
});

test.each([
  [{ authorization: 'Bearer a', cookie: 'shelfcast_session=s' }, 'Bearer a'],
  [{ cookie: 'shelfcast_key=k; shelfcast_session=s' }, 'Session s'],
  [{ cookie: 'shelfcast_key=k' }, 'Bearer k'],
  [{ cookie: 'shelfcast_key=a b' }, undefined],
  [{}, undefined],
])('%j shows %s', (headers, credentials) => {
  expect(credentialsOf({ headers })).toBe(credentials);
});
