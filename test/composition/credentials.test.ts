import { expect, test } from 'vitest';
import { credentialsLookMs, credentialsOf } from '../../src/composition/credentials.ts';

const tls = (text: string) => ({ clientCertPair: { crt: Buffer.from(text), key: Buffer.from('key') } });

test('credentials are the same where address, certificates and API key are', () => {
  const given = { address: 'a:1', apiKey: 'key', tls: tls('one') };
  expect(credentialsOf({ ...given, tls: tls('one') })).toBe(credentialsOf(given));
  const others = [{ address: 'b:1' }, { apiKey: 'other' }, { tls: tls('two') }, { tls: true }];
  const all = [given, ...others.map((other) => ({ ...given, ...other }))].map(credentialsOf);
  expect(new Set(all).size).toBe(5);
  expect(all.join()).not.toContain('key');
});

test.each([
  [undefined, 30_000],
  ['', 30_000],
  ['2.5', 2500],
  ['soon', 30_000],
  ['-1', 30_000],
])('SHELFCAST_CREDENTIALS_SECONDS=%s', (seconds, ms) => {
  expect(credentialsLookMs({ SHELFCAST_CREDENTIALS_SECONDS: seconds })).toBe(ms);
});
