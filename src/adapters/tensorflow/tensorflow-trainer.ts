import { NetworkDivergedError } from '../../forecasting/errors.ts';
import { breathe } from '../../forecasting/event-loop.ts';
import type {
  NetworkInputs,
  NetworkShape,
  NetworkTrainer,
  NetworkWeights,
  TrainingHooks,
  TrainingProblem,
  TrainingSettings,
} from '../../forecasting/network/trainer.ts';
import { randomStream, shuffle } from '../../forecasting/random.ts';
import { loadNativeBinding } from './native-binding.ts';
import type { TensorId } from './native-binding.ts';
import { Operations } from './operations.ts';
import { TrainableNetwork } from './training-step.ts';
import type { Batch } from './training-step.ts';

/**
 * Trains on TensorFlow's own operations. `model.fit` of tfjs-layers takes several times as long for networks this small,
 * nearly all of it overhead.
 */
export function createTensorflowTrainer(): NetworkTrainer {
  return {
    async train(problem, settings, hooks = {}) {
      const ops = new Operations(await loadNativeBinding());
      hooks.signal?.throwIfAborted();
      const network = new TrainableNetwork(ops, problem.shape, settings, problem.initial);
      const data = new TrainingData(ops, problem);
      try {
        return await runEpochs(ops, network, data, problem, settings, hooks);
      } finally {
        network.destroy();
        data.destroy();
        ops.destroy();
      }
    },
  };
}

async function runEpochs(
  ops: Operations,
  network: TrainableNetwork,
  data: TrainingData,
  problem: TrainingProblem,
  { epochs, batchSize, learningRate, seed }: TrainingSettings,
  { progress, signal }: TrainingHooks,
): Promise<NetworkWeights> {
  const { rows } = problem.inputs;
  const order = Int32Array.from({ length: rows }, (_, r) => r);
  const random = randomStream(seed, 'order');
  const steps = epochs * Math.ceil(rows / batchSize);
  let step = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    shuffle(order, random);
    network.startEpoch();
    for (let from = 0; from < rows; from += batchSize) {
      const batch = data.batch(order.subarray(from, Math.min(rows, from + batchSize)));
      network.train(batch, (learningRate * (1 + Math.cos((Math.PI * step++) / steps))) / 2);
    }
    const loss = network.takeLossSum() / rows;
    if (!Number.isFinite(loss)) throw new NetworkDivergedError(epoch, loss);
    progress?.({ epoch, epochs, loss });
    await breathe(signal);
  }
  ops.release();
  return network.weights();
}

/** The training rows, held by TensorFlow. */
class TrainingData {
  readonly #ops: Operations;
  readonly #numeric: TensorId;
  readonly #categories: TensorId;
  readonly #shortfall: TensorId;

  constructor(ops: Operations, { shape, inputs, target }: TrainingProblem) {
    this.#ops = ops;
    this.#numeric = ops.keep(ops.floats(inputs.numeric, [inputs.rows, shape.numericColumns]));
    this.#categories = ops.keep(ops.integers(tableRows(shape, inputs), [inputs.rows, shape.embeddings.length]));
    const shortfall = inputs.offset.map((offset, row) => offset - target[row]!);
    this.#shortfall = ops.keep(ops.floats(shortfall, [inputs.rows, 1]));
  }

  /** Gathers some rows; freed by the next release. */
  batch(rows: Int32Array): Batch {
    const indices = this.#ops.integers(rows);
    return {
      rows: rows.length,
      numeric: this.#ops.gather(this.#numeric, indices),
      categories: this.#ops.gather(this.#categories, indices, 'integers'),
      shortfall: this.#ops.gather(this.#shortfall, indices),
    };
  }

  destroy(): void {
    for (const tensor of [this.#numeric, this.#categories, this.#shortfall]) this.#ops.free(tensor);
  }
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
