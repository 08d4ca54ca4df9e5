import type { TensorId } from './native-binding.ts';
import type { Operations } from './operations.ts';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-7;

/** A trained array: its value and Adam's two moments, as resource variables. */
export class Parameter {
  readonly handle: TensorId;
  readonly #ops: Operations;
  readonly #firstMoment: TensorId;
  readonly #secondMoment: TensorId;

  constructor(ops: Operations, initial: Float32Array, shape: readonly number[], name: string) {
    this.#ops = ops;
    this.handle = ops.variable(initial, shape, name);
    const zeros = new Float32Array(initial.length);
    this.#firstMoment = ops.variable(zeros, shape, `${name}/m`);
    this.#secondMoment = ops.variable(zeros, shape, `${name}/v`);
  }

  value(): TensorId {
    return this.#ops.value(this.handle);
  }

  /** Moves against a gradient (Kingma and Ba 2015). `moment` is of `adamMoment`. */
  step(gradient: TensorId, moment: AdamMoment): void {
    const { beta1Power, beta2Power, rate, beta1, beta2, epsilon } = moment;
    this.#ops.applyAdam([
      this.handle,
      this.#firstMoment,
      this.#secondMoment,
      beta1Power,
      beta2Power,
      rate,
      beta1,
      beta2,
      epsilon,
      gradient,
    ]);
  }

  destroy(): void {
    for (const variable of [this.handle, this.#firstMoment, this.#secondMoment]) this.#ops.destroyVariable(variable);
  }
}

/** The numbers all parameters share in a step. */
export interface AdamMoment {
  readonly beta1Power: TensorId;
  readonly beta2Power: TensorId;
  readonly rate: TensorId;
  readonly beta1: TensorId;
  readonly beta2: TensorId;
  readonly epsilon: TensorId;
}

/** @param step from 1 */
export function adamMoment(ops: Operations, step: number, learningRate: number): AdamMoment {
  return {
    beta1Power: ops.scalar(beta1 ** step),
    beta2Power: ops.scalar(beta2 ** step),
    rate: ops.scalar(learningRate),
    beta1: ops.constant(beta1),
    beta2: ops.constant(beta2),
    epsilon: ops.constant(epsilon),
  };
}
