import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { expect, test } from 'vitest';
import { EncryptionCodec } from '../../../src/adapters/payloads/encryption-codec.ts';
import { KeyRing } from '../../../src/adapters/payloads/key-ring.ts';
import { keyIdOf } from '../../../src/adapters/payloads/sealed-payload.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const secrets = { a: randomBytes(32).toString('base64'), b: randomBytes(32).toString('base64') };

async function codecWith(...ids: readonly (keyof typeof secrets)[]): Promise<EncryptionCodec> {
  const file = join(await temporaryDirectory(), 'keys');
  await writeFile(file, ids.map((id) => `${id} ${secrets[id]}\n`).join(''));
  return new EncryptionCodec(new KeyRing(file));
}

const values = [{ week: '2026-11-09' }, 'text', 3];
const payloads = values.map((value) => defaultPayloadConverter.toPayload(value));
const read = (decoded: readonly Payload[]): unknown[] =>
  decoded.map((payload) => defaultPayloadConverter.fromPayload<unknown>(payload));

test('the first key encrypts, every key decrypts', async () => {
  const before = await (await codecWith('a')).encode(payloads);
  const rotated = await codecWith('b', 'a');
  const after = await rotated.encode(payloads);
  expect([before.map(keyIdOf), after.map(keyIdOf)]).toEqual([
    ['a', 'a', 'a'],
    ['b', 'b', 'b'],
  ]);
  expect(read(await rotated.decode([...before, ...after]))).toEqual([...values, ...values]);
});

test('what is not encrypted passes; what is encrypted is not encrypted again', async () => {
  const codec = await codecWith('a');
  expect(await codec.decode(payloads)).toEqual(payloads);
  const once = await codec.encode(payloads);
  expect(await codec.encode(once)).toEqual(once);
  expect(await codec.encode([])).toEqual([]);
});

test('a key that is not known is named, with those that are', async () => {
  const encoded = await (await codecWith('a')).encode(payloads);
  const error = { name: 'PayloadKeyUnknownError', keyId: 'a', knownIds: ['b'] };
  await expect((await codecWith('b')).decode(encoded)).rejects.toMatchObject(error);
});
