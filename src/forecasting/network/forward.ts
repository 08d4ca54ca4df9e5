import type { DenseWeights, NetworkInputs, NetworkShape, NetworkWeights } from './trainer.ts';

/** Rows multiplied at a time: a weight that is read serves all of them. */
const rowsAtOnce = 4;

/** The network's log units, one per row, without dropout. Plain arithmetic: scoring needs no TensorFlow. */
export function forward(shape: NetworkShape, weights: NetworkWeights, inputs: NetworkInputs): Float64Array {
  const result = new Float64Array(inputs.rows);
  for (let first = 0; first < inputs.rows; first += rowsAtOnce) {
    let activations = inputRows(shape, weights, inputs, first);
    weights.dense.forEach((layer, depth) => {
      activations = dense(layer, activations, depth < weights.dense.length - 1);
    });
    const last = Math.min(inputs.rows, first + rowsAtOnce);
    for (let r = first; r < last; r++) result[r] = inputs.offset[r]! + activations[r - first]!;
  }
  return result;
}

/** `rowsAtOnce` rows, one after the other; zeros beyond the last. */
function inputRows(shape: NetworkShape, weights: NetworkWeights, inputs: NetworkInputs, first: number): Float64Array {
  const { numericColumns, embeddings, embeddingWidth: width } = shape;
  const columns = numericColumns + embeddings.length * width;
  const rows = new Float64Array(rowsAtOnce * columns);
  for (let r = 0; r < Math.min(rowsAtOnce, inputs.rows - first); r++) {
    const row = first + r;
    rows.set(inputs.numeric.subarray(row * numericColumns, (row + 1) * numericColumns), r * columns);
    for (let e = 0; e < embeddings.length; e++) {
      const category = inputs.categories[e]![row]!;
      const embedding = weights.embeddings[e]!.subarray(category * width, (category + 1) * width);
      rows.set(embedding, r * columns + numericColumns + e * width);
    }
  }
  return rows;
}

/** A layer of `rowsAtOnce` rows. Every output adds its inputs up in their order, however many rows there are. */
function dense({ inputs, outputs, kernel, bias }: DenseWeights, rows: Float64Array, rectified: boolean): Float64Array {
  const result = new Float64Array(rowsAtOnce * outputs);
  for (let r = 0; r < rowsAtOnce; r++) result.set(bias, r * outputs);
  for (let i = 0; i < inputs; i++) {
    const [a, b, c, d] = [rows[i]!, rows[inputs + i]!, rows[2 * inputs + i]!, rows[3 * inputs + i]!];
    for (let j = 0, at = i * outputs; j < outputs; j++, at++) {
      const weight = kernel[at]!;
      result[j]! += a * weight;
      result[outputs + j]! += b * weight;
      result[2 * outputs + j]! += c * weight;
      result[3 * outputs + j]! += d * weight;
    }
  }
  if (rectified) for (let k = 0; k < result.length; k++) result[k] = Math.max(0, result[k]!);
  return result;
}
