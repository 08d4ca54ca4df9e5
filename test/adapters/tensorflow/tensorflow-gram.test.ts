import { expect, it } from 'vitest';
import { createTensorflowGram } from '../../../src/adapters/tensorflow/index.ts';
import { loadNativeBinding } from '../../../src/adapters/tensorflow/native-binding.ts';
import { addGram } from '../../../src/forecasting/lasso/gram.ts';
import { randomStream } from '../../../src/forecasting/random.ts';

// TensorFlow reads these when it is loaded.
process.env['TF_NUM_INTRAOP_THREADS'] ??= '1';
process.env['TF_NUM_INTEROP_THREADS'] ??= '1';

/** More rows than are multiplied at a time. */
const rows = 9001;
const columns = 7;
const random = randomStream(3);
// Behind another number, so that the values do not start where their buffer does.
const values = Float64Array.from({ length: 1 + rows * columns }, () => 1e3 * random()).subarray(1);
const x = { values, rows, columns };

const product = await createTensorflowGram().load();

function gram(add: typeof product, from: number, to: number): Float64Array {
  const products = new Float64Array(columns * columns);
  add(x, from, to, products);
  return products;
}

it('multiplies as plain JavaScript does, to the precision of doubles', () => {
  for (const [from, to] of [
    [0, rows],
    [4095, 8200],
    [17, 18],
    [5, 5],
  ] as const) {
    const expected = gram(addGram, from, to);
    gram(product, from, to).forEach((value, i) => {
      expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(1e-13 * expected[i]!);
    });
  }
});

it('adds to what is there', () => {
  const products = new Float64Array(columns * columns).fill(1);
  product({ values: Float64Array.of(1, 2), rows: 1, columns: 2 }, 0, 1, products);
  expect([...products.subarray(0, 4)]).toEqual([2, 3, 3, 5]);
});

it('gives the same bytes again, and leaves no tensor behind', async () => {
  const binding = await loadNativeBinding();
  const before = binding.getNumOfTensors();
  expect(gram(product, 0, rows)).toEqual(gram(product, 0, rows));
  expect(binding.getNumOfTensors()).toBe(before);
});
