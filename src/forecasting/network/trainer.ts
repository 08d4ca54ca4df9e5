import type { FitProgress } from '../fit-progress.ts';

/** An embedding table: one row of numbers per category value; row 0 stands for values never seen. */
interface EmbeddingShape {
  readonly name: string;
  readonly size: number;
}

/** A network: numeric columns and embeddings side by side, dense ReLU layers, one linear output added to an offset. */
export interface NetworkShape {
  readonly numericColumns: number;
  readonly embeddings: readonly EmbeddingShape[];
  /** Numbers per row of every embedding table. */
  readonly embeddingWidth: number;
  readonly hiddenUnits: readonly number[];
}

export interface DenseWeights {
  readonly inputs: number;
  readonly outputs: number;
  /** Row-major, inputs × outputs. */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

export interface NetworkWeights {
  /** Per embedding, row-major, size × embeddingWidth. */
  readonly embeddings: readonly Float32Array[];
  /** The hidden layers, then the output layer. */
  readonly dense: readonly DenseWeights[];
}

/** What a network reads, one entry per row. */
export interface NetworkInputs {
  readonly rows: number;
  /** Row-major, rows × numericColumns. */
  readonly numeric: Float32Array;
  /** Per embedding: the row's category. */
  readonly categories: readonly Int32Array[];
  /** Log units the output is added to. */
  readonly offset: Float32Array;
}

export interface TrainingProblem {
  readonly shape: NetworkShape;
  readonly inputs: NetworkInputs;
  /** log(1 + units). */
  readonly target: Float32Array;
  /** Where training starts. */
  readonly initial: NetworkWeights;
}

export interface TrainingSettings {
  readonly epochs: number;
  readonly batchSize: number;
  /** At the start; falls to 0 along half a cosine. */
  readonly learningRate: number;
  /** Share of each hidden layer's units dropped. */
  readonly dropout: number;
  /** Share of embedding numbers dropped. */
  readonly embeddingDropout: number;
  /** Decides the order of the rows and what is dropped. */
  readonly seed: number;
}

export interface TrainingHooks {
  /** Called after every epoch with its mean loss. */
  readonly progress?: (progress: FitProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Trains a network: minimises the mean of |exp(clip(f − y, −6, 3)) − 1|, the relative error of 1 + units, by Adam. Yields to
 * the event loop after every epoch. The same problem and settings give the same bytes on one math thread.
 */
export interface NetworkTrainer {
  /**
   * @returns weights of the same shapes as `problem.initial`
   * @throws NetworkDivergedError where an epoch's loss is not finite
   */
  train(problem: TrainingProblem, settings: TrainingSettings, hooks?: TrainingHooks): Promise<NetworkWeights>;
}
