import { expect, test } from 'vitest';
import { partOrder } from '../../../src/datasets/snapshot/part-order.ts';

const of = (...values: number[]) => Int32Array.from(values);

test('rows are ordered by day, then by group, then as they are', () => {
  expect(partOrder(of(0, 1, 0, 1, 0), of(20, 20, 19, 19, 20))).toEqual(of(2, 3, 0, 4, 1));
  expect(partOrder(of(0, 1, 0), undefined)).toEqual(of(0, 2, 1));
  expect(partOrder(undefined, of(3, 1, 3, 2))).toEqual(of(1, 3, 0, 2));
});

test('nothing is ordered that is in order', () => {
  expect(partOrder(of(0, 0, 1), of(5, 5, 6))).toBeUndefined();
  expect(partOrder(undefined, undefined)).toBeUndefined();
  expect(partOrder(of(), of())).toBeUndefined();
});
