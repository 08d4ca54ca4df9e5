import type { DenseWeights, NetworkInputs, NetworkShape, NetworkWeights } from './trainer.ts';

/** The network's log units, one per row, without dropout. Plain arithmetic: scoring needs no TensorFlow. */
export function forward(shape: NetworkShape, weights: NetworkWeights, inputs: NetworkInputs): Float64Array {
  const result = new Float64Array(inputs.rows);
  for (let r = 0; r < inputs.rows; r++) {
    let activations = inputRow(shape, weights, inputs, r);
    weights.dense.forEach((layer, depth) => {
      activations = dense(layer, activations, depth < weights.dense.length - 1);
    });
    result[r] = inputs.offset[r]! + activations[0]!;
  }
  return result;
}

function inputRow(shape: NetworkShape, weights: NetworkWeights, inputs: NetworkInputs, row: number): Float64Array {
  const { numericColumns, embeddings, embeddingWidth: width } = shape;
  const numbers = Array.from(inputs.numeric.subarray(row * numericColumns, (row + 1) * numericColumns));
  embeddings.forEach((_, e) => {
    const category = inputs.categories[e]![row]!;
    numbers.push(...weights.embeddings[e]!.subarray(category * width, (category + 1) * width));
  });
  return Float64Array.from(numbers);
}

function dense({ outputs, kernel, bias }: DenseWeights, input: Float64Array, rectified: boolean): Float64Array {
  const output = Float64Array.from(bias);
  input.forEach((value, i) => {
    if (value === 0) return;
    for (let j = 0; j < outputs; j++) output[j]! += value * kernel[i * outputs + j]!;
  });
  return rectified ? output.map((value) => Math.max(0, value)) : output;
}
