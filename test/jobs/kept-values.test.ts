import { expect, test } from 'vitest';
import { KeptValues } from '../../src/jobs/kept-values.ts';

const bytesOf = (value: string): number => value.length;

test('what is kept is made once; what was used longest ago leaves first', async () => {
  const kept = new KeptValues(6);
  const made: string[] = [];
  const get = (key: string, value: string) =>
    kept.get(
      key,
      () => {
        made.push(key);
        return value;
      },
      bytesOf,
    );
  await get('a', 'aaa');
  await get('b', 'bb');
  await get('a', 'aaa');
  await get('c', 'ccc');
  expect(made).toEqual(['a', 'b', 'c']);
  expect(kept.bytes).toBe(6);
  await get('a', 'aaa');
  await get('b', 'bb');
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

test('what is larger than all that fits is not kept, and drives nothing out', async () => {
  const kept = new KeptValues(4);
  await kept.get('a', () => 'aaa', bytesOf);
  expect(await kept.get('large', () => 'aaaaaaaa', bytesOf)).toBe('aaaaaaaa');
  expect(kept.bytes).toBe(3);
});
