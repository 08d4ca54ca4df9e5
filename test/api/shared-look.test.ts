import { expect, test } from 'vitest';
import { sharedLook } from '../../src/api/shared-look.ts';

test('who asks while a look is under way gets what the next one finds, shared with all who ask meanwhile', async () => {
  let looks = 0;
  const ended: (() => void)[] = [];
  const look = sharedLook(async (input: string) => {
    looks += 1;
    const number = looks;
    await new Promise<void>((resolve) => ended.push(resolve));
    return `${input} ${number}`;
  });
  const first = look('a');
  const [second, third, other] = [look('a'), look('a'), look('b')];
  expect(looks).toBe(2);
  for (const end of ended.splice(0)) end();
  expect([await first, await other]).toEqual(['a 1', 'b 2']);
  for (const end of ended.splice(0)) end();
  expect(await Promise.all([second, third])).toEqual(['a 3', 'a 3']);
  const later = look('a');
  for (const end of ended.splice(0)) end();
  expect([await later, looks]).toEqual(['a 4', 4]);
});

test('a look that fails does so for those that share it, and the next begins all the same', async () => {
  let looks = 0;
  const look = sharedLook(() => {
    looks += 1;
    return looks === 1 ? Promise.reject(new Error('gone')) : Promise.resolve(looks);
  });
  const [first, second] = [look('a'), look('a')];
  await expect(first).rejects.toThrow('gone');
  expect(await second).toBe(2);
});
