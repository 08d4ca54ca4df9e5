import { inputWidth } from '../../forecasting/network/initial-weights.ts';
import type { NetworkShape, NetworkWeights, TrainingSettings } from '../../forecasting/network/trainer.ts';
import { adamMoment, Parameter } from './adam.ts';
import type { TensorId } from './native-binding.ts';
import { DropoutMasks } from './dropout.ts';
import type { Operations } from './operations.ts';

/** The rows of a step, gathered. */
export interface Batch {
  readonly rows: number;
  readonly numeric: TensorId;
  readonly categories: readonly TensorId[];
  /** rows × 1. */
  readonly offset: TensorId;
  /** rows × 1. */
  readonly target: TensorId;
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
  readonly #embeddings: readonly Parameter[];
  readonly #layers: readonly DenseLayer[];
  readonly #lossSum: TensorId;
  /** Of the embeddings, then of each hidden layer. */
  readonly #masks: DropoutMasks;
  #step = 0;

  constructor(ops: Operations, shape: NetworkShape, settings: TrainingSettings, initial: NetworkWeights) {
    this.#ops = ops;
    this.#shape = shape;
    const name = `shelfcast-network-${networksMade++}`;
    this.#embeddings = shape.embeddings.map(
      ({ size, width }, e) => new Parameter(ops, initial.embeddings[e]!, [size, width], `${name}/embedding-${e}`),
    );
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
    let gradient = this.#lossGradient(ops.add(batch.offset, inputs.at(-1)!), batch);
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
      embeddings: this.#embeddings.map(read),
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
    for (const embedding of this.#embeddings) embedding.destroy();
    for (const { kernel, bias } of this.#layers) {
      kernel.destroy();
      bias.destroy();
    }
    this.#ops.destroyVariable(this.#lossSum);
    this.#masks.destroy();
  }

  #multiply(a: TensorId | null, mask: TensorId | null | undefined): TensorId | null {
    return a === null || mask === null || mask === undefined ? a : this.#ops.multiply(a, mask);
  }

  #lookUp({ categories }: Batch): TensorId | null {
    const parts = this.#embeddings.map((table, e) => this.#ops.gather(table.value(), categories[e]!));
    return parts.length === 0 ? null : this.#ops.concatenate(parts);
  }

  /** Adds up the loss |exp(clip(f − y)) − 1| and returns the gradient of its mean with respect to f, rows × 1. */
  #lossGradient(forecast: TensorId, { target, rows }: Batch): TensorId {
    const ops = this.#ops;
    const difference = ops.subtract(forecast, target);
    const clipped = ops.clip(difference, ops.scalar(exponentBounds[0]), ops.scalar(exponentBounds[1]));
    const ratio = ops.exp(clipped);
    const error = ops.subtract(ratio, ops.scalar(1));
    ops.assignAdd(this.#lossSum, ops.sum(ops.abs(error)));
    const slope = ops.multiply(ops.multiply(ops.sign(error), ratio), ops.equal(clipped, difference));
    return ops.multiply(slope, ops.scalar(1 / rows));
  }

  #trainEmbeddings(
    batch: Batch,
    gradient: TensorId,
    kernel: TensorId,
    mask: TensorId | null | undefined,
    moment: ReturnType<typeof adamMoment>,
  ): void {
    const ops = this.#ops;
    const { numericColumns, embeddings } = this.#shape;
    const { inputs, outputs } = this.#layers[0]!;
    if (embeddings.length === 0) return;
    // Only the kernel's rows that read embeddings matter here.
    const rows = ops.slice(kernel, [numericColumns, 0], [inputs - numericColumns, outputs]);
    const embedded = this.#multiply(ops.matMul(gradient, rows, { b: true }), mask)!;
    let from = 0;
    embeddings.forEach(({ size, width }, e) => {
      const part = ops.slice(embedded, [0, from], [batch.rows, width]);
      this.#embeddings[e]!.step(ops.scatterSum(part, batch.categories[e]!, size), moment);
      from += width;
    });
  }
}
