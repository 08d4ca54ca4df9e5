import { inputWidth } from '../../forecasting/network/initial-weights.ts';
import type { NetworkShape, NetworkWeights, TrainingSettings } from '../../forecasting/network/trainer.ts';
import { adamMoment, Parameter } from './adam.ts';
import type { AdamMoment } from './adam.ts';
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
}

interface DenseLayer {
  readonly kernel: Parameter;
  readonly bias: Parameter;
  readonly inputs: number;
  readonly outputs: number;
}

/** Where the loss's exponent is cut off: beyond it an error is as bad as it gets, and has no slope. */
const exponentBounds = [-6, 3] as const;

let networksMade = 0;

/** A network in training, its arrays held by TensorFlow; forward and backward pass are written out by hand. */
export class TrainableNetwork {
  readonly #ops: Operations;
  readonly #shape: NetworkShape;
  /** All embeddings one below the other: one table costs a step a quarter of the operations that four do. */
  readonly #table: Parameter | null;
  readonly #layers: readonly DenseLayer[];
  readonly #lossSum: TensorId;
  /** Of the embeddings, then of each hidden layer. */
  readonly #masks: DropoutMasks;
  #step = 0;

  constructor(ops: Operations, shape: NetworkShape, settings: TrainingSettings, initial: NetworkWeights) {
    this.#ops = ops;
    this.#shape = shape;
    const name = `shelfcast-network-${networksMade++}`;
    const table = Float32Array.from(initial.embeddings.flatMap((embedding) => Array.from(embedding)));
    const { embeddingWidth } = shape;
    this.#table =
      table.length === 0
        ? null
        : new Parameter(ops, table, [table.length / embeddingWidth, embeddingWidth], `${name}/table`);
    this.#layers = initial.dense.map(({ inputs, outputs, kernel, bias }, i) => ({
      inputs,
      outputs,
      kernel: new Parameter(ops, kernel, [inputs, outputs], `${name}/kernel-${i}`),
      bias: new Parameter(ops, bias, [outputs], `${name}/bias-${i}`),
    }));
    this.#lossSum = ops.variable(new Float32Array(1), [], `${name}/loss`);
    const groups = [
      { columns: inputWidth(shape) - shape.numericColumns, rate: settings.embeddingDropout },
      ...shape.hiddenUnits.map((columns) => ({ columns, rate: settings.dropout })),
    ];
    this.#masks = new DropoutMasks(ops, groups, settings.batchSize, settings.seed);
    ops.release();
  }

  /** To be called before an epoch's first step. */
  startEpoch(): void {
    this.#masks.startEpoch();
  }

  /** One step of Adam on a batch. Frees every tensor it makes, and the batch's. */
  train(batch: Batch, learningRate: number): void {
    this.#step++;
    const ops = this.#ops;
    const masks = this.#masks.next(batch.rows);
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
    const moment = adamMoment(ops, this.#step, learningRate);
    let gradient = this.#lossGradient(ops.add(batch.shortfall, inputs.at(-1)!), batch.rows);
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

  /** Sum of the rows' losses since the last call. */
  takeLossSum(): number {
    const sum = this.#ops.read(this.#ops.value(this.#lossSum))[0]!;
    this.#ops.assign(this.#lossSum, this.#ops.scalar(0));
    this.#ops.release();
    return sum;
  }

  weights(): NetworkWeights {
    const read = (parameter: Parameter) => this.#ops.read(parameter.value());
    const weights: NetworkWeights = {
      embeddings: this.#splitTable(this.#table === null ? new Float32Array() : read(this.#table)),
      dense: this.#layers.map(({ inputs, outputs, kernel, bias }) => ({
        inputs,
        outputs,
        kernel: read(kernel),
        bias: read(bias),
      })),
    };
    this.#ops.release();
    return weights;
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

  /** Embeddings of the rows side by side; null without embeddings. */
  #lookUp({ rows, categories }: Batch): TensorId | null {
    if (this.#table === null) return null;
    const { embeddings, embeddingWidth } = this.#shape;
    const found = this.#ops.gather(this.#table.value(), categories);
    return this.#ops.reshape(found, [rows, embeddings.length * embeddingWidth]);
  }

  /**
   * Adds up the loss |exp(clip(f − y)) − 1| and returns the gradient of its mean with respect to f, rows × 1.
   *
   * @param difference f − y
   */
  #lossGradient(difference: TensorId, rows: number): TensorId {
    const ops = this.#ops;
    const clipped = ops.clip(difference, ops.constant(exponentBounds[0]), ops.constant(exponentBounds[1]));
    const ratio = ops.exp(clipped);
    const error = ops.subtract(ratio, ops.constant(1));
    ops.assignAdd(this.#lossSum, ops.sum(ops.abs(error)));
    const slope = ops.multiply(ops.multiply(ops.sign(error), ratio), ops.equal(clipped, difference));
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
