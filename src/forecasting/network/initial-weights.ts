import { randomStream } from '../random.ts';
import type { RandomStream } from '../random.ts';
import type { DenseWeights, NetworkShape, NetworkWeights } from './trainer.ts';

/**
 * Uniform weights: dense kernels within ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010), embeddings within ±0.05, biases
 * 0. Row 0 of an embedding, for values never seen, starts at 0.
 */
export function initialWeights(shape: NetworkShape, seed: number): NetworkWeights {
  const random = randomStream(seed, 'weights');
  const embeddings = shape.embeddings.map(({ size }) => {
    const table = uniform(size * shape.embeddingWidth, 0.05, random);
    table.fill(0, 0, shape.embeddingWidth);
    return table;
  });
  const dense: DenseWeights[] = [];
  let inputs = inputWidth(shape);
  for (const outputs of [...shape.hiddenUnits, 1]) {
    const kernel = uniform(inputs * outputs, Math.sqrt(6 / (inputs + outputs)), random);
    dense.push({ inputs, outputs, kernel, bias: new Float32Array(outputs) });
    inputs = outputs;
  }
  return { embeddings, dense };
}

/** Zeros in the shapes of some weights. */
export function zeroWeights({ embeddings, dense }: NetworkWeights): NetworkWeights {
  return {
    embeddings: embeddings.map((table) => new Float32Array(table.length)),
    dense: dense.map(({ inputs, outputs, kernel, bias }) => ({
      inputs,
      outputs,
      kernel: new Float32Array(kernel.length),
      bias: new Float32Array(bias.length),
    })),
  };
}

/** Numbers the first dense layer reads per row. */
export function inputWidth(shape: NetworkShape): number {
  return shape.numericColumns + shape.embeddings.length * shape.embeddingWidth;
}

function uniform(length: number, limit: number, random: RandomStream): Float32Array {
  return Float32Array.from({ length }, () => (2 * random() - 1) * limit);
}
