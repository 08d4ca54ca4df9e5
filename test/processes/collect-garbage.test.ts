import { expect, test } from 'vitest';
import { collectGarbage } from '../../src/processes/collect-garbage.ts';

/** As pieces of a file have it. */
const pieceBytes = 1 << 16;

test.each(['minor', 'major'] as const)('pieces that nobody holds are given back at a %s collection', async (type) => {
  collectGarbage('major');
  const before = process.memoryUsage().arrayBuffers;
  for (let piece = 0; piece < 100; piece += 1) Buffer.allocUnsafeSlow(pieceBytes).fill(1);
  expect(process.memoryUsage().arrayBuffers).toBeGreaterThan(before + 90 * pieceBytes);
  collectGarbage(type);
  // The bytes themselves are freed on another thread.
  await expect.poll(() => process.memoryUsage().arrayBuffers).toBeLessThan(before + 10 * pieceBytes);
});
