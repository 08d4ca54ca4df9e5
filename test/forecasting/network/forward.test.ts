import { expect, it } from 'vitest';
import { forward } from '../../../src/forecasting/network/forward.ts';

it('adds the output of rectified layers to the offset', () => {
  const shape = { numericColumns: 1, embeddings: [{ name: 'store', size: 2 }], embeddingWidth: 1, hiddenUnits: [2] };
  const weights = {
    embeddings: [Float32Array.of(0, 3)],
    dense: [
      // Inputs are (numeric, embedding); the hidden units are numeric + embedding and −numeric.
      { inputs: 2, outputs: 2, kernel: Float32Array.of(1, -1, 1, 0), bias: Float32Array.of(0.5, 0) },
      { inputs: 2, outputs: 1, kernel: Float32Array.of(2, 10), bias: Float32Array.of(-1) },
    ],
  };
  const inputs = {
    rows: 3,
    numeric: Float32Array.of(1, 1, -2),
    categories: [Int32Array.of(0, 1, 0)],
    offset: Float32Array.of(0, 100, 0),
  };
  // 2·(1 + 0 + 0.5) − 1; 100 + 2·(1 + 3 + 0.5) − 1; 2·0 + 10·2 − 1.
  expect([...forward(shape, weights, inputs)]).toEqual([2, 108, 19]);
});
