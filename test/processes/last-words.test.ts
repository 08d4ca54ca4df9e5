import { expect, test } from 'vitest';
import { LastWords } from '../../src/processes/last-words.ts';

function heard(text: string, environment: NodeJS.ProcessEnv = {}): string {
  const words = new LastWords(environment);
  for (const part of text.match(/[^]{1,1000}/g) ?? []) words.add(part);
  return words.told();
}

test('the end of what was written, at most 500 characters', () => {
  expect(heard('out of luck\n')).toBe('out of luck');
  expect(heard('')).toBe('');
  expect(heard(`${'x'.repeat(20_000)} the end`)).toBe(`${'x'.repeat(492)} the end`);
});

test("V8's verdict, rather than the addresses after it", () => {
  const verdict = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';
  expect(
    heard(`<--- Last few GCs --->\n\n${verdict}\n----- Native stack trace -----\n${' 1: 0xe1f2 node\n'.repeat(99)}`),
  ).toBe(verdict);
});

test('secrets of the environment are shown as their names, and addresses without their passwords', () => {
  const environment = { STORE_SECRET_KEY: 'hunter2hunter2', API_TOKEN: 'abc', HOME: '/home/someone' };
  expect(heard('cannot sign with hunter2hunter2 in /home/someone/abc', environment)).toBe(
    'cannot sign with <STORE_SECRET_KEY> in /home/someone/abc',
  );
  expect(heard('cannot reach s3://user:pass@host/bucket')).toBe('cannot reach s3://…@host/bucket');
});
