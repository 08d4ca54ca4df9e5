import { NetworkDivergedError } from '../../forecasting/errors.ts';
import { breathe } from '../../forecasting/event-loop.ts';
import type {
  NetworkTrainer,
  NetworkWeights,
  TrainedNetwork,
  TrainingCheckpoint,
  TrainingHooks,
  TrainingProblem,
  TrainingSettings,
} from '../../forecasting/network/trainer.ts';
import { zeroWeights } from '../../forecasting/network/initial-weights.ts';
import { randomStream, shuffle } from '../../forecasting/random.ts';
import { loadNativeBinding } from './native-binding.ts';
import { Operations } from './operations.ts';
import { TrainableNetwork } from './training-step.ts';
import { TrainingData } from './training-data.ts';

/** Rows of a batch whose loss is measured without training. */
const measuredRows = 4096;

/**
 * Trains on TensorFlow's own operations. `model.fit` of tfjs-layers takes several times as long for networks this small,
 * nearly all of it overhead.
 */
export function createTensorflowTrainer(): NetworkTrainer {
  return {
    async train(problem, settings, hooks = {}) {
      const ops = new Operations(await loadNativeBinding());
      hooks.signal?.throwIfAborted();
      const run = new TrainingRun(ops, problem, settings, hooks.resumeFrom);
      try {
        return await run.toEnd(hooks);
      } finally {
        run.destroy();
        ops.destroy();
      }
    },
  };
}

/** One training, from the start or a checkpoint to its end. */
class TrainingRun {
  readonly #problem: TrainingProblem;
  readonly #settings: TrainingSettings;
  readonly #network: TrainableNetwork;
  readonly #ops: Operations;
  #data: TrainingData;
  /** The epoch whose rows are held; any, where they are always the same. */
  #epochHeld: number;
  readonly #validation: TrainingData | null;
  readonly #losses: number[];
  readonly #validationLosses: number[];
  #best: NetworkWeights | undefined;

  constructor(ops: Operations, problem: TrainingProblem, settings: TrainingSettings, from?: TrainingCheckpoint) {
    this.#ops = ops;
    this.#problem = problem;
    this.#settings = settings;
    const zeros = zeroWeights(problem.initial);
    const start = from ?? { weights: problem.initial, firstMoments: zeros, secondMoments: zeros };
    this.#losses = [...(from?.losses ?? [])];
    this.#validationLosses = [...(from?.validationLosses ?? [])];
    this.#best = from?.best;
    const done = (from?.epoch ?? 0) * this.#stepsPerEpoch;
    this.#network = new TrainableNetwork(ops, problem.shape, settings, start, done);
    this.#data = new TrainingData(ops, problem.shape, problem, problem.rowWeights);
    this.#epochHeld = (from?.epoch ?? 0) + 1;
    this.#validation = problem.validation ? new TrainingData(ops, problem.shape, problem.validation) : null;
  }

  async toEnd({ progress, signal, onEpoch }: TrainingHooks): Promise<TrainedNetwork> {
    const { epochs } = this.#settings;
    while (this.#losses.length < epochs && !this.#lostPatience()) {
      const epoch = this.#losses.length + 1;
      const loss = this.#trainEpoch(epoch);
      if (!Number.isFinite(loss)) throw new NetworkDivergedError(epoch, loss);
      this.#losses.push(loss);
      this.#validate();
      progress?.({ epoch, epochs, loss });
      await breathe(signal);
      if (epoch < epochs) await onEpoch?.(() => this.#checkpoint());
    }
    const weights = this.#best ?? this.#network.read().weights;
    return { weights, losses: this.#losses, validationLosses: this.#validationLosses };
  }

  destroy(): void {
    this.#network.destroy();
    this.#data.destroy();
    this.#validation?.destroy();
  }

  get #stepsPerEpoch(): number {
    return Math.ceil(this.#problem.inputs.rows / this.#settings.batchSize);
  }

  /** Order and dropout of an epoch depend on seed and epoch alone, so that one can be repeated without those before. */
  #trainEpoch(epoch: number): number {
    const { batchSize, seed } = this.#settings;
    const { rows } = this.#problem.inputs;
    this.#holdRows(epoch);
    const order = Int32Array.from({ length: rows }, (_, r) => r);
    shuffle(order, randomStream(seed, 'order', epoch));
    this.#network.startEpoch(epoch);
    let step = (epoch - 1) * this.#stepsPerEpoch;
    for (let from = 0; from < rows; from += batchSize) {
      const batch = this.#data.batch(order.subarray(from, Math.min(rows, from + batchSize)));
      this.#network.train(batch, this.#rateAt(step++));
    }
    return this.#network.takeLossSum() / rows;
  }

  #holdRows(epoch: number): void {
    const { rowsOf, shape } = this.#problem;
    if (!rowsOf || epoch === this.#epochHeld) return;
    this.#data.destroy();
    const rows = rowsOf(epoch);
    this.#data = new TrainingData(this.#ops, shape, rows, rows.rowWeights);
    this.#epochHeld = epoch;
  }

  #rateAt(step: number): number {
    const { learningRate, schedule, epochs } = this.#settings;
    if (schedule === 'constant') return learningRate;
    return (learningRate * (1 + Math.cos((Math.PI * step) / (epochs * this.#stepsPerEpoch)))) / 2;
  }

  #validate(): void {
    if (!this.#validation || !this.#problem.validation) return;
    const { rows } = this.#problem.validation.inputs;
    for (let from = 0; from < rows; from += measuredRows) {
      const length = Math.min(measuredRows, rows - from);
      this.#network.measure(this.#validation.batch(Int32Array.from({ length }, (_, i) => from + i)));
    }
    const loss = this.#network.takeLossSum() / rows;
    if (this.#validationLosses.every((earlier) => loss < earlier)) this.#best = this.#network.read().weights;
    this.#validationLosses.push(loss);
  }

  #lostPatience(): boolean {
    const losses = this.#validationLosses;
    if (losses.length === 0) return false;
    const bestEpoch = losses.indexOf(Math.min(...losses));
    return losses.length - 1 - bestEpoch >= this.#settings.patience;
  }

  #checkpoint(): TrainingCheckpoint {
    return {
      epoch: this.#losses.length,
      losses: [...this.#losses],
      validationLosses: [...this.#validationLosses],
      ...this.#network.read(),
      ...(this.#best ? { best: this.#best } : {}),
    };
  }
}
