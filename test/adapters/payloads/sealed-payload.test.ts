import { createSecretKey, randomBytes, webcrypto } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import proto from '@temporalio/proto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSealed, keyIdOf, namespaceOf, seal, unseal } from '../../../src/adapters/payloads/sealed-payload.ts';

const key = { id: '2026-11', secret: createSecretKey(randomBytes(32)) };
const payload = defaultPayloadConverter.toPayload({ region: 'north', reason: 'flood' });

/** Payloads as they come from the wire. */
const decoded = ({ metadata, data }: Payload) => ({
  data: Buffer.from(data!).toString('hex'),
  metadata: Object.fromEntries(Object.entries(metadata!).map(([name, value]) => [name, Buffer.from(value).toString()])),
});

test('what is decrypted is what was encrypted, whatever it is', () => {
  const anyPayload = fc.record({
    metadata: fc.dictionary(fc.string(), fc.uint8Array()),
    data: fc.uint8Array({ maxLength: 2000 }),
  });
  fc.assert(
    fc.property(anyPayload, (one) => {
      // A dictionary of protobuf has no inherited names.
      fc.pre(!Object.hasOwn(one.metadata, '__proto__'));
      expect(decoded(unseal(seal(one, key), key))).toEqual(decoded(one));
    }),
  );
});

test('an encrypted payload says only by which key and how', () => {
  const sealed = seal(payload, key);
  expect(isSealed(payload)).toBe(false);
  expect(isSealed(sealed)).toBe(true);
  expect(keyIdOf(sealed)).toBe('2026-11');
  expect(decoded(sealed).metadata).toEqual({
    encoding: 'binary/encrypted',
    'encryption-cipher': 'AES-256-GCM',
    'encryption-key-id': '2026-11',
  });
  expect(Buffer.from(sealed.data!).toString('latin1')).not.toMatch(/north|flood|json/);
});

test('one that was made for a namespace says so, and cannot be passed off as of another one', () => {
  const sealed = seal(payload, key, 'grocer-prod.a1b2c');
  expect(namespaceOf(sealed)).toBe('grocer-prod.a1b2c');
  expect(decoded(unseal(sealed, key))).toEqual(decoded(payload));
  const passedOff = {
    ...sealed,
    metadata: { ...sealed.metadata, 'encryption-namespace': Buffer.from('grocer-dev.a1b2c') },
  };
  expect(() => unseal(passedOff, key)).toThrow('its authentication tag does not match');
});

test('the same payload is never encrypted to the same bytes', () => {
  const nonces = Array.from({ length: 100 }, () =>
    Buffer.from(seal(payload, key).data!.subarray(0, 12)).toString('hex'),
  );
  expect(new Set(nonces).size).toBe(100);
});

test('an independent implementation of AES-GCM decrypts it', async () => {
  const { data, metadata } = seal(payload, key);
  const imported = await webcrypto.subtle.importKey('raw', key.secret.export(), 'AES-GCM', false, ['decrypt']);
  const additionalData = Buffer.from(
    JSON.stringify(
      ['encoding', 'encryption-cipher', 'encryption-key-id'].map((name) => [
        name,
        Buffer.from(metadata![name]!).toString('base64'),
      ]),
    ),
  );
  const iv = Buffer.from(data!.subarray(0, 12));
  const plain = await webcrypto.subtle.decrypt(
    { name: 'AES-GCM', iv, additionalData },
    imported,
    Buffer.from(data!.subarray(12)),
  );
  const opened = proto.temporal.api.common.v1.Payload.decode(new Uint8Array(plain));
  expect(defaultPayloadConverter.fromPayload(opened)).toEqual({ region: 'north', reason: 'flood' });
});

const sealed = seal(payload, key);
const changed = (at: number): Payload => {
  const data = Uint8Array.from(sealed.data!);
  const place = at < 0 ? data.length + at : at;
  data[place]! ^= 1;
  return { ...sealed, data };
};
const tampered: Readonly<Record<string, Payload>> = {
  'another nonce': changed(0),
  'another byte': changed(12),
  'another tag': changed(-1),
  'another cipher': { ...sealed, metadata: { ...sealed.metadata, 'encryption-cipher': Buffer.from('AES-128-GCM') } },
  'another key id': { ...sealed, metadata: { ...sealed.metadata, 'encryption-key-id': Buffer.from('2025-11') } },
  'more metadata': { ...sealed, metadata: { ...sealed.metadata, trusted: Buffer.from('yes') } },
  'less data': { ...sealed, data: sealed.data!.subarray(0, 20) },
  'no data': { metadata: sealed.metadata! },
};
test.each(Object.entries(tampered))('%s is found', (_, payload) => {
  expect(() => unseal(payload, key)).toThrow(
    expect.objectContaining({ name: 'PayloadTamperedError', keyId: '2026-11' }) as Error,
  );
});

test('another key under the same id is found', () => {
  const other = { id: key.id, secret: createSecretKey(randomBytes(32)) };
  expect(() => unseal(sealed, other)).toThrow('the key of that id is another one here');
});

test('an encrypted payload that names no key is found', () => {
  expect(() => keyIdOf({ metadata: { encoding: Buffer.from('binary/encrypted') } })).toThrow(
    'its metadata name no key',
  );
});
