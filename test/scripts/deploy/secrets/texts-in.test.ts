import { expect, test } from 'vitest';
import { textsIn } from '../../../../scripts/deploy/secrets/texts-in.ts';

const secret = 'flood-of-1953 & more';
const inside = (text: string): string => `before ${text} after`;

const cases: readonly (readonly [how: string, bytes: Buffer])[] = [
  ['as it is', Buffer.from(inside(secret))],
  ['in a URL', Buffer.from(inside(encodeURIComponent(secret)))],
  ['in UTF-16', Buffer.from(inside(secret), 'utf16le')],
  ['in hexadecimal', Buffer.from(Buffer.from(inside(secret)).toString('hex'))],
  ...[0, 1, 2, 3].map(
    (offset) =>
      [
        `in Base64 after ${offset} bytes`,
        Buffer.from(Buffer.from(`${'-'.repeat(offset)}${secret}`).toString('base64')),
      ] as const,
  ),
  ['in the middle of Base64', Buffer.from(Buffer.from(inside(secret)).toString('base64'))],
];
test.each(cases)('a text is found %s', (_, bytes) => {
  expect(textsIn(bytes, [secret, 'another text'])).toEqual([secret]);
});

test('what is not there is not found', () => {
  expect(textsIn(Buffer.from(inside(secret)), ['flood-of-1954'])).toEqual([]);
});
