import { expect, test } from 'vitest';
import { noSetbacks, pauseAfter, setbacksAfter } from '../../src/activities/setbacks.ts';

const retryPolicy = { initialInterval: 1000, maximumInterval: 60_000, backoffCoefficient: 2 };
const at = (epoch: number) => ({
  step: 'network final fit',
  checkpoint: { fit: 'network final fit', pointer: 'checkpoints/ab', epoch, epochs: 40 },
});

/** Pauses after failures at these epochs, in milliseconds. */
function pauses(epochs: readonly number[]): readonly (number | undefined)[] {
  let setbacks = noSetbacks;
  return epochs.map((epoch) => pauseAfter((setbacks = setbacksAfter(setbacks, at(epoch))), { retryPolicy }));
}

test('pauses grow with failures at one place, up to the longest of the policy', () => {
  expect(pauses([7, 7, 7, 7, 7, 7, 7, 7])).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
});

test('whatever gets further pauses as after a first failure, however many attempts there were', () => {
  expect(pauses([1, 2, 3, 4, 5, 6, 7, 8])).toEqual(Array(8).fill(1000));
  expect(pauses([7, 7, 9, 9, 7])).toEqual([1000, 2000, 1000, 2000, 1000]);
});

test('without a policy from the server the server decides', () => {
  expect(pauseAfter({ inRow: 3 }, {})).toBeUndefined();
});
