import fc from 'fast-check';
import { expect, test } from 'vitest';
import { studentTail } from '../../src/datasets/drift/student-t.ts';
import { tQuantile } from '../../src/experiments/t-quantile.ts';

// Two-sided 95% and 99% points, from printed tables.
test.each([
  [1, 12.706, 63.657],
  [2, 4.303, 9.925],
  [3, 3.182, 5.841],
  [5, 2.571, 4.032],
  [10, 2.228, 3.169],
  [11, 2.201, 3.106],
  [30, 2.042, 2.75],
  [120, 1.98, 2.617],
])('with %i degrees of freedom it is that of the tables', (degrees, at95, at99) => {
  expect(tQuantile(0.025, degrees)).toBeCloseTo(at95, 3);
  expect(tQuantile(0.005, degrees)).toBeCloseTo(at99, 3);
});

test('with one and two degrees it has its closed form, with many it nears the normal one', () => {
  expect(tQuantile(0.1, 1)).toBeCloseTo(Math.tan(0.4 * Math.PI), 10);
  expect(tQuantile(0.1, 2)).toBeCloseTo(0.8 * Math.sqrt(2 / (4 * 0.9 * 0.1)), 10);
  expect(tQuantile(0.025, 1e6)).toBeCloseTo(1.959964, 5);
});

test('it is undone by the tail', () => {
  const tail = fc.double({ min: 1e-4, max: 0.5, noNaN: true });
  const property = fc.property(tail, fc.integer({ min: 1, max: 500 }), (p, degrees) => {
    expect(studentTail(tQuantile(p, degrees), degrees)).toBeCloseTo(p, 10);
  });
  fc.assert(property, { seed: 1, numRuns: 100 });
});
