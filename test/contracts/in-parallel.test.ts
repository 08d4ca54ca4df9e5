import { expect, test } from 'vitest';
import { inParallel } from '../../src/contracts/in-parallel.ts';

test('no more than allowed are under way, and answers are in the order of the items', async () => {
  let underWay = 0;
  let most = 0;
  const results = await inParallel(2, [30, 10, 20, 1], async (ms) => {
    most = Math.max(most, (underWay += 1));
    await new Promise((resolve) => setTimeout(resolve, ms));
    underWay -= 1;
    return `${ms} ms`;
  });
  expect(results).toEqual(['30 ms', '10 ms', '20 ms', '1 ms']);
  expect(most).toBe(2);
});

test('nothing is nothing, and a failure is the answer', async () => {
  expect(await inParallel(2, [], () => Promise.resolve(1))).toEqual([]);
  await expect(inParallel(2, [1], () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
});
