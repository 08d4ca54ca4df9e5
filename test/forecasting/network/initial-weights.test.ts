import { expect, it } from 'vitest';
import { initialWeights, inputWidth } from '../../../src/forecasting/network/initial-weights.ts';

const shape = {
  numericColumns: 3,
  embeddings: [{ name: 'store', size: 5 }],
  embeddingWidth: 2,
  hiddenUnits: [4],
};

it('has the shapes of the network', () => {
  const { embeddings, dense } = initialWeights(shape, 1);
  expect(inputWidth(shape)).toBe(5);
  expect(embeddings.map((table) => table.length)).toEqual([10]);
  expect(dense.map(({ inputs, outputs }) => [inputs, outputs])).toEqual([
    [5, 4],
    [4, 1],
  ]);
  expect(dense.map(({ kernel, bias }) => [kernel.length, bias.length])).toEqual([
    [20, 4],
    [4, 1],
  ]);
});

it('keeps the row of unknown values at zero, kernels within their limit, and depends on the seed', () => {
  const { embeddings, dense } = initialWeights(shape, 1);
  expect([...embeddings[0]!.subarray(0, 2)]).toEqual([0, 0]);
  expect(Math.max(...dense[0]!.kernel.map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / 9));
  expect(initialWeights(shape, 1)).toEqual(initialWeights(shape, 1));
  expect(initialWeights(shape, 2)).not.toEqual(initialWeights(shape, 1));
});
