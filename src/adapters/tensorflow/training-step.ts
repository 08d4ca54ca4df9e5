import { inputWidth } from '../../forecasting/network/initial-weights.ts';
import type { NetworkShape, NetworkWeights, TrainingSettings } from '../../forecasting/network/trainer.ts';
import { adamMoment, Parameter } from './adam.ts';
import type { AdamMoment, ParameterValues } from './adam.ts';
import type { TensorId } from './native-binding.ts';
import { DropoutMasks } from './dropout.ts';
import type { Operations } from './operations.ts';

/** The rows of a step, gathered. */
export interface Batch {
  readonly rows: number;
  readonly numeric: TensorId;
  /** rows × embeddings: rows of the common table. */
  readonly categories: TensorId;
  /** Offset less target, rows × 1. */
  readonly shortfall: TensorId;
  /** rows × 1; null where all rows count alike. */
  readonly weights: TensorId | null;
}

interface DenseLayer {
  readonly kernel: Parameter;
  readonly bias: Parameter;
  readonly inputs: number;
  readonly outputs: number;
}

/** Where the loss's exponent is cut off: beyond it an error is as bad as it gets, and has no slope. */
const exponentBounds = [-6, 3] as const;

/**
 * Numbers that name the variables of networks no longer there. TensorFlow keeps a kernel for every name it ever saw, so names
 * are used again: 200 trainings under ever new ones left some 40 MB behind.
 */
const freeNumbers: number[] = [];
let networksMade = 0;

/** The arrays of a network, or Adam's moments of them. */
export interface NetworkArrays {
  readonly weights: NetworkWeights;
  readonly firstMoments: NetworkWeights;
  readonly secondMoments: NetworkWeights;
}

/** A network in training, its arrays held by TensorFlow; forward and backward pass are written out by hand. */
export class TrainableNetwork {
  readonly #ops: Operations;
  readonly #number: number;
  readonly #shape: NetworkShape;
  readonly #settings: TrainingSettings;
  /** All embeddings one below the other: one table costs a step a quarter of the operations that four do. */
  readonly #table: Parameter | null;
  readonly #layers: readonly DenseLayer[];
  readonly #lossSum: TensorId;
  /** Of the embeddings, then of each hidden layer. */
  readonly #masks: DropoutMasks;
  #step: number;

  /** @param step steps of Adam that the moments have seen */
  constructor(ops: Operations, shape: NetworkShape, settings: TrainingSettings, start: NetworkArrays, step: number) {
    this.#ops = ops;
    this.#shape = shape;
    this.#settings = settings;
    this.#step = step;
    this.#number = freeNumbers.pop() ?? networksMade++;
    const name = `shelfcast-network-${this.#number}`;
    const part = (of: (weights: NetworkWeights) => Float32Array): ParameterValues => ({
      value: of(start.weights),
      firstMoment: of(start.firstMoments),
      secondMoment: of(start.secondMoments),
    });
    const rows = shape.embeddings.reduce((sum, { size }) => sum + size, 0);
    this.#table =
      rows === 0 ? null : new Parameter(ops, part(commonTable), [rows, shape.embeddingWidth], `${name}/table`);
    this.#layers = start.weights.dense.map(({ inputs, outputs }, i) => ({
      inputs,
      outputs,
      kernel: new Parameter(
        ops,
        part(({ dense }) => dense[i]!.kernel),
        [inputs, outputs],
        `${name}/kernel-${i}`,
      ),
      bias: new Parameter(
        ops,
        part(({ dense }) => dense[i]!.bias),
        [outputs],
        `${name}/bias-${i}`,
      ),
    }));
    this.#lossSum = ops.variable(new Float32Array(1), [], `${name}/loss`);
    const groups = [
      { columns: inputWidth(shape) - shape.numericColumns, rate: settings.embeddingDropout },
      ...shape.hiddenUnits.map((columns) => ({ columns, rate: settings.dropout })),
    ];
    this.#masks = new DropoutMasks(ops, groups, settings.batchSize, settings.seed);
    ops.release();
  }

  /**
   * To be called before an epoch's first step.
   *
   * @param epoch from 1
   */
  startEpoch(epoch: number): void {
    this.#masks.startEpoch(epoch);
  }

  /** One step of Adam on a batch. Frees every tensor it makes, and the batch's. */
  train(batch: Batch, learningRate: number): void {
    this.#step++;
    const ops = this.#ops;
    const masks = this.#masks.next(batch.rows);
    const { kernels, inputs, rectified } = this.#forward(batch, masks);
    const moment = adamMoment(ops, this.#step, learningRate);
    let gradient = this.#lossGradient(ops.add(batch.shortfall, inputs.at(-1)!), batch);
    this.#decay(learningRate);
    for (let i = this.#layers.length - 1; i >= 0; i--) {
      const layer = this.#layers[i]!;
      const kernelGradient = ops.matMul(inputs[i]!, gradient, { a: true });
      const biasGradient = ops.biasGradient(gradient);
      if (i > 0) {
        const before = this.#multiply(ops.matMul(gradient, kernels[i]!, { b: true }), masks[i])!;
        layer.kernel.step(kernelGradient, moment);
        layer.bias.step(biasGradient, moment);
        gradient = ops.reluGradient(before, rectified[i - 1]!);
      } else {
        this.#trainEmbeddings(batch, gradient, kernels[0]!, masks[0], moment);
        layer.kernel.step(kernelGradient, moment);
        layer.bias.step(biasGradient, moment);
      }
    }
    ops.release();
  }

  /** Adds a batch's loss to the sum without training on it, and without dropout. */
  measure(batch: Batch): void {
    const { inputs } = this.#forward(batch, []);
    this.#lossGradient(this.#ops.add(batch.shortfall, inputs.at(-1)!), batch);
    this.#ops.release();
  }

  /** Sum of the rows' losses since the last call. */
  takeLossSum(): number {
    const sum = this.#ops.read(this.#ops.value(this.#lossSum))[0]!;
    this.#ops.assign(this.#lossSum, this.#ops.scalar(0));
    this.#ops.release();
    return sum;
  }

  /** Copies of all arrays. */
  read(): NetworkArrays {
    const table = this.#table?.read();
    const layers = this.#layers.map(({ kernel, bias }) => ({ kernel: kernel.read(), bias: bias.read() }));
    this.#ops.release();
    const part = (of: keyof ParameterValues): NetworkWeights => ({
      embeddings: this.#splitTable(table?.[of] ?? new Float32Array()),
      dense: this.#layers.map(({ inputs, outputs }, i) => ({
        inputs,
        outputs,
        kernel: layers[i]!.kernel[of],
        bias: layers[i]!.bias[of],
      })),
    });
    return { weights: part('value'), firstMoments: part('firstMoment'), secondMoments: part('secondMoment') };
  }

  destroy(): void {
    this.#ops.release();
    this.#table?.destroy();
    for (const { kernel, bias } of this.#layers) {
      kernel.destroy();
      bias.destroy();
    }
    this.#ops.destroyVariable(this.#lossSum);
    this.#masks.destroy();
    freeNumbers.push(this.#number);
  }

  /** The inputs of every layer and, last, the network's output; without dropout where there are no masks. */
  #forward(
    batch: Batch,
    masks: readonly (TensorId | null)[],
  ): { kernels: TensorId[]; inputs: TensorId[]; rectified: TensorId[] } {
    const ops = this.#ops;
    const kernels = this.#layers.map(({ kernel }) => kernel.value());
    const embedded = this.#multiply(this.#lookUp(batch), masks[0]);
    const inputs: TensorId[] = [embedded === null ? batch.numeric : ops.concatenate([batch.numeric, embedded])];
    const rectified: TensorId[] = [];
    this.#layers.forEach(({ bias }, i) => {
      const sum = ops.biasAdd(ops.matMul(inputs[i]!, kernels[i]!), bias.value());
      if (i === this.#layers.length - 1) {
        inputs.push(sum);
        return;
      }
      rectified.push(ops.relu(sum));
      inputs.push(this.#multiply(rectified[i]!, masks[i + 1])!);
    });
    return { kernels, inputs, rectified };
  }

  #decay(learningRate: number): void {
    if (this.#settings.weightDecay === 0) return;
    const share = this.#ops.scalar(learningRate * this.#settings.weightDecay);
    this.#table?.decay(share);
    for (const { kernel } of this.#layers) kernel.decay(share);
  }

  #splitTable(table: Float32Array): Float32Array[] {
    let from = 0;
    return this.#shape.embeddings.map(({ size }) => {
      const start = from;
      from += size * this.#shape.embeddingWidth;
      return table.slice(start, from);
    });
  }

  #multiply(a: TensorId | null, mask: TensorId | null | undefined): TensorId | null {
    return a === null || mask === null || mask === undefined ? a : this.#ops.multiply(a, mask);
  }

  /** Embeddings of the rows next to each other; null without embeddings. */
  #lookUp({ rows, categories }: Batch): TensorId | null {
    if (this.#table === null) return null;
    const { embeddings, embeddingWidth } = this.#shape;
    const found = this.#ops.gather(this.#table.value(), categories);
    return this.#ops.reshape(found, [rows, embeddings.length * embeddingWidth]);
  }

  /**
   * Adds up the loss (1 − s)·|exp(clip(d)) − 1| + s·|d| and returns the gradient of its mean with respect to f, rows × 1.
   *
   * @param difference d = f − y
   */
  #lossGradient(difference: TensorId, { rows, weights }: Batch): TensorId {
    const ops = this.#ops;
    const share = this.#settings.logErrorShare;
    const clipped = ops.clip(difference, ops.constant(exponentBounds[0]), ops.constant(exponentBounds[1]));
    const ratio = ops.exp(clipped);
    const error = ops.subtract(ratio, ops.constant(1));
    let loss = ops.abs(error);
    let slope = ops.multiply(ops.multiply(ops.sign(error), ratio), ops.equal(clipped, difference));
    if (share > 0) {
      const mix = (relative: TensorId, logarithmic: TensorId) =>
        ops.add(ops.multiply(relative, ops.constant(1 - share)), ops.multiply(logarithmic, ops.constant(share)));
      loss = mix(loss, ops.abs(difference));
      slope = mix(slope, ops.sign(difference));
    }
    if (weights !== null) {
      loss = ops.multiply(loss, weights);
      slope = ops.multiply(slope, weights);
    }
    ops.assignAdd(this.#lossSum, ops.sum(loss));
    return ops.multiply(slope, ops.constant(1 / rows));
  }

  #trainEmbeddings(
    { rows, categories }: Batch,
    gradient: TensorId,
    kernel: TensorId,
    mask: TensorId | null | undefined,
    moment: AdamMoment,
  ): void {
    if (this.#table === null) return;
    const ops = this.#ops;
    const { numericColumns, embeddings, embeddingWidth } = this.#shape;
    const { inputs, outputs } = this.#layers[0]!;
    // Only the kernel's rows that read embeddings matter here.
    const reading = ops.slice(kernel, [numericColumns, 0], [inputs - numericColumns, outputs]);
    const embedded = this.#multiply(ops.matMul(gradient, reading, { b: true }), mask)!;
    const perTableRow = ops.reshape(embedded, [rows, embeddings.length, embeddingWidth]);
    const size = embeddings.reduce((sum, embedding) => sum + embedding.size, 0);
    this.#table.step(ops.scatterSum(perTableRow, categories, size), moment);
  }
}

function commonTable({ embeddings }: NetworkWeights): Float32Array {
  return Float32Array.from(embeddings.flatMap((embedding) => Array.from(embedding)));
}
