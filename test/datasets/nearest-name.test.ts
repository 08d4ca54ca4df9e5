import { expect, test } from 'vitest';
import { nearestName } from '../../src/datasets/nearest-name.ts';

test.each([
  ['brand', ['week', 'brand_id', 'store'], 'brand_id'],
  ['units', ['Units ', 'week'], 'Units '],
  ['quantity', ['qantity', 'week'], 'qantity'],
  ['units', ['store', 'item'], undefined],
  ['id', ['uid_x'], undefined],
  ['week', [], undefined],
])('%s among %j is nearest to %s', (name, candidates, expected) => {
  expect(nearestName(name, candidates)).toBe(expected);
});
