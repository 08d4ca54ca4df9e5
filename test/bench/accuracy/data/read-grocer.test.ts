import { expect, test } from 'vitest';
import { asOf } from '../../../../bench/accuracy/data/read-grocer.ts';
import { unitsPanel } from '../../units-panel.ts';

const missing = Number.NaN;

test('units and observed values end at the cutoff, later values known ahead are those that were known then', () => {
  const full = {
    ...unitsPanel([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]),
    knownAhead: { rain: Float64Array.of(1, 1, 1, 1, 2, 2, 2, 2) },
    observed: { returns: Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0) },
  };
  // The second item only, a week less far ahead.
  const then = { ...unitsPanel([[5, 6, missing]]), items: ['i2'], knownAhead: { rain: Float64Array.of(2, 2, 9) } };
  const panel = asOf(full, 2, then);
  expect(panel.cutoffIndex).toBe(1);
  expect(panel.units).toEqual(Float64Array.of(1, 2, missing, missing, 5, 6, missing, missing));
  expect(panel.observed['returns']).toEqual(Float64Array.of(1, 1, missing, missing, 0, 0, missing, missing));
  expect(panel.knownAhead['rain']).toEqual(Float64Array.of(1, 1, missing, missing, 2, 2, 9, missing));
});

test('without a dataset of the cutoff all values known ahead stay', () => {
  const full = { ...unitsPanel([[1, 2, 3]]), knownAhead: { rain: Float64Array.of(1, 2, 3) } };
  expect(asOf(full, 1).knownAhead['rain']).toEqual(Float64Array.of(1, 2, 3));
});
