import type { LabelledRows, NetworkInputs, NetworkShape } from '../../forecasting/network/trainer.ts';
import type { TensorId } from './native-binding.ts';
import type { Operations } from './operations.ts';
import type { Batch } from './training-step.ts';

/** Rows of a network, held by TensorFlow. */
export class TrainingData {
  readonly #ops: Operations;
  readonly #numeric: TensorId;
  readonly #categories: TensorId;
  readonly #shortfall: TensorId;
  readonly #weights: TensorId | null;

  /** @param rowWeights how much each row counts; scaled to a mean of 1 */
  constructor(ops: Operations, shape: NetworkShape, { inputs, target }: LabelledRows, rowWeights?: Float32Array) {
    this.#ops = ops;
    this.#numeric = ops.keep(ops.floats(inputs.numeric, [inputs.rows, shape.numericColumns]));
    this.#categories = ops.keep(ops.integers(tableRows(shape, inputs), [inputs.rows, shape.embeddings.length]));
    const shortfall = inputs.offset.map((offset, row) => offset - target[row]!);
    this.#shortfall = ops.keep(ops.floats(shortfall, [inputs.rows, 1]));
    this.#weights = rowWeights ? ops.keep(ops.floats(scaledToOne(rowWeights), [inputs.rows, 1])) : null;
  }

  /** Gathers some rows; freed by the next release. */
  batch(rows: Int32Array): Batch {
    const indices = this.#ops.integers(rows);
    return {
      rows: rows.length,
      numeric: this.#ops.gather(this.#numeric, indices),
      categories: this.#ops.gather(this.#categories, indices, 'integers'),
      shortfall: this.#ops.gather(this.#shortfall, indices),
      weights: this.#weights === null ? null : this.#ops.gather(this.#weights, indices),
    };
  }

  destroy(): void {
    for (const tensor of [this.#numeric, this.#categories, this.#shortfall, this.#weights]) {
      if (tensor !== null) this.#ops.free(tensor);
    }
  }
}

function scaledToOne(weights: Float32Array): Float32Array {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map((weight) => weight / mean);
}

/** Rows of the common embedding table, row-major, rows × embeddings. */
function tableRows({ embeddings }: NetworkShape, { rows, categories }: NetworkInputs): Int32Array {
  const result = new Int32Array(rows * embeddings.length);
  let first = 0;
  embeddings.forEach(({ size }, e) => {
    for (let row = 0; row < rows; row++) result[row * embeddings.length + e] = first + categories[e]![row]!;
    first += size;
  });
  return result;
}
