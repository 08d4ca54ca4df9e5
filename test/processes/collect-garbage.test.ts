import { expect, test } from 'vitest';
import { collectGarbage } from '../../src/processes/collect-garbage.ts';

const megabyte = 1 << 20;

test.each(['minor', 'major'] as const)('what nobody holds is given back at a %s collection', async (type) => {
  collectGarbage('major');
  const before = process.memoryUsage().arrayBuffers;
  const held = Buffer.allocUnsafeSlow(megabyte);
  for (let buffer = 0; buffer < 40; buffer += 1) Buffer.allocUnsafeSlow(megabyte).fill(1);
  collectGarbage(type);
  // The bytes themselves are freed on another thread.
  await expect.poll(() => process.memoryUsage().arrayBuffers).toBeLessThan(before + 10 * megabyte);
  expect(held).toHaveLength(megabyte);
});
