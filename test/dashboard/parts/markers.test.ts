import { expect, test } from 'vitest';
import { hasMarkers } from '../../../src/dashboard/parts/markers.ts';

test('points are marked where they have room: half a year of weeks on a phone, not hundreds of epochs', () => {
  expect(hasMarkers(26, 360)).toBe(true);
  expect(hasMarkers(52, 360)).toBe(false);
  expect(hasMarkers(400, 1050)).toBe(false);
});
