import type { TensorId } from './native-binding.ts';
import type { Operations } from './operations.ts';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-7;

/** The values of a trained array, or of its moments. */
export interface ParameterValues {
  readonly value: Float32Array;
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
}

/** A trained array: its value and Adam's two moments, as resource variables. */
export class Parameter {
  readonly handle: TensorId;
  readonly #ops: Operations;
  readonly #firstMoment: TensorId;
  readonly #secondMoment: TensorId;

  constructor(ops: Operations, initial: ParameterValues, shape: readonly number[], name: string) {
    this.#ops = ops;
    this.handle = ops.variable(initial.value, shape, name);
    this.#firstMoment = ops.variable(initial.firstMoment, shape, `${name}/m`);
    this.#secondMoment = ops.variable(initial.secondMoment, shape, `${name}/v`);
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

  /** Moves the value towards 0: `value *= 1 − share`. */
  decay(share: TensorId): void {
    this.#ops.assignSubtract(this.handle, this.#ops.multiply(this.value(), share));
  }

  read(): ParameterValues {
    const read = (variable: TensorId) => this.#ops.read(this.#ops.value(variable));
    return {
      value: read(this.handle),
      firstMoment: read(this.#firstMoment),
      secondMoment: read(this.#secondMoment),
    };
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
