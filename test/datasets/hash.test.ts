import { expect, test } from 'vitest';
import { hashOf } from '../../src/datasets/hash.ts';

test('where parts end counts', () => {
  expect(hashOf(['ab', 'c'])).not.toBe(hashOf(['a', 'bc']));
  expect(hashOf(['a', ''])).not.toBe(hashOf(['a']));
});

test('is the SHA-256 of lengths and parts', () => {
  // printf '2:ab1:c' | sha256sum
  expect(hashOf(['ab', Buffer.from('c')])).toBe('430fb1b4ac43316eca81fab27a1930ab8eff8fef6a1dc7903dce44bbc2790dc5');
});
