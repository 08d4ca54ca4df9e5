import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { parsePayloadKeys } from '../../../src/adapters/payloads/payload-key.ts';

const secret = randomBytes(32).toString('base64');

test('the keys of a file are its lines, the newest first', () => {
  const other = randomBytes(32);
  const keys = parsePayloadKeys(
    `# rotated in November\n2026-11 ${secret}\r\n\n  2025.b\t${other.toString('base64')}\n`,
    'keys',
  );
  expect([...keys.keys()]).toEqual(['2026-11', '2025.b']);
  expect(keys.get('2025.b')!.secret.export()).toEqual(other);
});

test.each([
  ['', undefined, 'there is no line with one'],
  ['# none yet\n', undefined, 'there is no line with one'],
  [secret, 1, 'it does not have two words'],
  [`a ${secret} b`, 1, 'it does not have two words'],
  [`a:b ${secret}`, 1, 'its id is not 1 to 64 letters, digits, dots, hyphens and underscores'],
  [`\na not*base64`, 2, 'its key is not Base64'],
  [`a ${randomBytes(16).toString('base64')}`, 1, 'its key has 16 bytes and needs 32'],
  [`a ${secret}\na ${secret}`, 2, 'the id a is there twice'],
])('a file that is not as it has to be: %j', (text, line, reason) => {
  const error = expect.objectContaining({
    name: 'PayloadKeysInvalidError',
    line,
    message: expect.stringContaining(reason) as string,
  }) as Error;
  expect(() => parsePayloadKeys(text, '/etc/keys')).toThrow(error);
});

test('the error does not repeat a key', () => {
  expect(() => parsePayloadKeys(`a ${secret} b`, 'keys')).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining(secret) as string }) as Error,
  );
});
