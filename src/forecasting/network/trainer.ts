import type { FitProgress } from '../fit-progress.ts';

/** An embedding table: one row of numbers per category value; row 0 is for values never seen. */
interface EmbeddingShape {
  readonly name: string;
  readonly size: number;
}

/** A network: numeric columns and embeddings next to each other, dense ReLU layers, one linear output added to an offset. */
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

/** Rows and what was sold in them. */
export interface LabelledRows {
  readonly inputs: NetworkInputs;
  /** log(1 + units). */
  readonly target: Float32Array;
}

/** Rows to learn from. */
export interface WeighedRows extends LabelledRows {
  /** How much each row counts, > 0; all alike by default. Scaled to a mean of 1. */
  readonly rowWeights?: Float32Array;
}

/** Its own rows are those of the first epoch that is trained, and of every other where there is no `rowsOf`. */
export interface TrainingProblem extends WeighedRows {
  readonly shape: NetworkShape;
  /** The rows of an epoch, from 1: as many in each. Every epoch learns from the same by default. */
  readonly rowsOf?: (epoch: number) => WeighedRows;
  /** Rows not trained on, whose loss is measured after every epoch, for early stopping. */
  readonly validation?: LabelledRows;
  /** Where training starts. */
  readonly initial: NetworkWeights;
}

export interface TrainingSettings {
  readonly epochs: number;
  readonly batchSize: number;
  /** At the start. */
  readonly learningRate: number;
  /** `cosine`: the rate falls to 0 along half a cosine; `constant`: it stays. */
  readonly schedule: 'cosine' | 'constant';
  /** Decoupled weight decay of kernels and embeddings (Loshchilov and Hutter 2019), per step as a share of the rate; >= 0. */
  readonly weightDecay: number;
  /** Share of each hidden layer's units dropped. */
  readonly dropout: number;
  /** Share of embedding numbers dropped. */
  readonly embeddingDropout: number;
  /**
   * With d = f − y in logs the loss is (1 − s)·|exp(clip(d, −6, 3)) − 1| + s·|d|: 0 is the relative error itself, whose best
   * forecast lies below the median; 1 has the median. [0, 1].
   */
  readonly logErrorShare: number;
  /** With validation rows: epochs without a smaller validation loss after which training ends; the best epoch's weights hold. */
  readonly patience: number;
  /** Decides the order of the rows and what is dropped. */
  readonly seed: number;
}

/** Everything training needs to continue after an epoch as if it had not been interrupted. */
export interface TrainingCheckpoint {
  /** Epochs done. */
  readonly epoch: number;
  /** Mean training loss of each epoch so far. */
  readonly losses: readonly number[];
  /** Mean validation loss after each epoch so far; empty without validation rows. */
  readonly validationLosses: readonly number[];
  readonly weights: NetworkWeights;
  /** Adam's moments, in the shapes of the weights. */
  readonly firstMoments: NetworkWeights;
  readonly secondMoments: NetworkWeights;
  /** The weights of the epoch with the least validation loss; absent without validation rows. */
  readonly best?: NetworkWeights;
}

export interface TrainingHooks {
  /** Called after every epoch with its mean loss. */
  readonly progress?: (progress: FitProgress) => void;
  readonly signal?: AbortSignal;
  /** Called after every epoch but the last; training continues when the promise is kept. Call `take` for the checkpoint. */
  readonly onEpoch?: (take: () => TrainingCheckpoint) => Promise<void>;
  /** Where an earlier run of the same problem and settings had come to. */
  readonly resumeFrom?: TrainingCheckpoint;
}

export interface TrainedNetwork {
  /** Of the shapes of `problem.initial`. */
  readonly weights: NetworkWeights;
  readonly losses: readonly number[];
  readonly validationLosses: readonly number[];
}

/**
 * Trains a network by Adam. Yields to the event loop after every epoch. The same problem and settings give the same bytes on
 * one math thread, also when training was interrupted and continued from a checkpoint.
 */
export interface NetworkTrainer {
  /** @throws NetworkDivergedError where an epoch's loss is not finite */
  train(problem: TrainingProblem, settings: TrainingSettings, hooks?: TrainingHooks): Promise<TrainedNetwork>;
}
