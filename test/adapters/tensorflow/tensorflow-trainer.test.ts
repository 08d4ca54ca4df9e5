import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as tf from '@tensorflow/tfjs-node';
import { describe, expect, it, vi } from 'vitest';
import { createTensorflowTrainer } from '../../../src/adapters/tensorflow/index.ts';
import { loadNativeBinding } from '../../../src/adapters/tensorflow/native-binding.ts';
import { NetworkDivergedError } from '../../../src/forecasting/index.ts';
import { forward } from '../../../src/forecasting/network/forward.ts';
import { initialWeights } from '../../../src/forecasting/network/initial-weights.ts';
import type {
  NetworkShape,
  NetworkWeights,
  TrainingCheckpoint,
  TrainingProblem,
  TrainingSettings,
} from '../../../src/forecasting/network/trainer.ts';
import { randomStream } from '../../../src/forecasting/random.ts';

const shape: NetworkShape = {
  numericColumns: 6,
  embeddings: [
    { name: 'store', size: 4 },
    { name: 'item', size: 3 },
  ],
  embeddingWidth: 3,
  hiddenUnits: [16, 8],
};

const settings: TrainingSettings = {
  epochs: 4,
  batchSize: 50,
  learningRate: 0.01,
  schedule: 'cosine',
  weightDecay: 0,
  dropout: 0.25,
  embeddingDropout: 0.2,
  logErrorShare: 0,
  patience: 2,
  seed: 3,
};

/** Rows whose target is a smooth function of the inputs; the last batch of an epoch is a short one. */
function problem(rows = 420): TrainingProblem {
  const random = randomStream(9);
  const numeric = Float32Array.from({ length: rows * 6 }, () => 2 * random() - 1);
  const store = Int32Array.from({ length: rows }, () => 1 + Math.floor(3 * random()));
  const item = Int32Array.from({ length: rows }, () => 1 + Math.floor(2 * random()));
  const offset = Float32Array.from({ length: rows }, () => 2 + random());
  const target = offset.map((value, r) => value + numeric[r * 6]! * numeric[r * 6 + 1]! + 0.2 * store[r]!);
  return {
    shape,
    inputs: { rows, numeric, categories: [store, item], offset },
    target,
    initial: initialWeights(shape, 1),
  };
}

const trainer = createTensorflowTrainer();

describe('createTensorflowTrainer', () => {
  it('learns', async () => {
    const losses: number[] = [];
    const plain = { ...settings, epochs: 40, dropout: 0, embeddingDropout: 0 };
    await trainer.train(problem(), plain, { progress: ({ loss }) => losses.push(loss) });
    expect(losses).toHaveLength(40);
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 3);
  });

  it('gives the same bytes for the same seed, and others for another', async () => {
    const first = await trainer.train(problem(), settings);
    expect(await trainer.train(problem(), settings)).toEqual(first);
    expect(await trainer.train(problem(), { ...settings, seed: 4 })).not.toEqual(first);
  });

  it('leaves its inputs as they were', async () => {
    const given = problem();
    await trainer.train(given, settings);
    expect(given).toEqual(problem());
  });

  it.each([0, 0.4])('steps against the gradient that finite differences show, with log share %d', async (share) => {
    // Adam's first step moves every weight by the learning rate against the sign of its gradient.
    const rate = 1e-4;
    const given = problem(40);
    const rowWeights = Float32Array.from({ length: 40 }, (_, r) => (r < 20 ? 1.5 : 0.5));
    const undropped = { ...settings, dropout: 0, embeddingDropout: 0, logErrorShare: share };
    const once = { ...undropped, epochs: 1, batchSize: 40, learningRate: rate };
    const { weights: trained, losses } = await trainer.train({ ...given, rowWeights }, once);
    const loss = () => {
      const forecast = forward(shape, given.initial, given.inputs);
      const errors = forecast.map((f, r) => f - given.target[r]!);
      const mixed = errors.map((d) => (1 - share) * Math.abs(Math.exp(d) - 1) + share * Math.abs(d));
      return mixed.reduce((sum, error, r) => sum + rowWeights[r]! * error, 0) / 40;
    };
    expect(losses[0]).toBeCloseTo(loss(), 4);
    const arrays = [
      [given.initial.embeddings[0]!, trained.embeddings[0]!],
      [given.initial.dense[0]!.kernel, trained.dense[0]!.kernel],
      [given.initial.dense[1]!.kernel, trained.dense[1]!.kernel],
      [given.initial.dense[1]!.bias, trained.dense[1]!.bias],
      [given.initial.dense[2]!.kernel, trained.dense[2]!.kernel],
    ] as const;
    let compared = 0;
    for (const [before, after] of arrays) {
      for (let i = 0; i < before.length; i++) {
        const kept = before[i]!;
        before[i] = kept + 1e-2;
        const above = loss();
        before[i] = kept - 1e-2;
        const below = loss();
        before[i] = kept;
        // Where the slope is next to nothing its sign is a matter of rounding and kinks.
        if (Math.abs(above - below) < 2e-4) continue;
        expect((after[i]! - kept) / rate).toBeCloseTo(above > below ? -1 : 1, 1);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(40);
  });

  it('keeps values never seen at zero', async () => {
    const { weights } = await trainer.train(problem(), settings);
    expect([...weights.embeddings[0]!.subarray(0, 3)]).toEqual([0, 0, 0]);
  });

  it('continues from the checkpoint of any epoch as if it had not been interrupted', async () => {
    const checkpoints: TrainingCheckpoint[] = [];
    const given = { ...problem(), validation: problem(60) };
    const uninterrupted = await trainer.train(given, settings, {
      onEpoch: (take) => Promise.resolve(void checkpoints.push(take())),
    });
    expect(checkpoints.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    for (const resumeFrom of checkpoints) {
      expect(await trainer.train(given, settings, { resumeFrom })).toEqual(uninterrupted);
    }
  });

  it('stops when the validation loss no longer falls, and keeps the best weights', async () => {
    const given = problem(40);
    // Nothing about these rows can be learned from the others.
    const noise = randomStream(4);
    const validation = { ...problem(40), target: Float32Array.from({ length: 40 }, () => 6 * noise()) };
    const eager = { ...settings, epochs: 60, learningRate: 0.05, schedule: 'constant' as const, patience: 3 };
    const stopped = await trainer.train({ ...given, validation }, eager);
    const { losses, validationLosses } = stopped;
    const best = validationLosses.indexOf(Math.min(...validationLosses));
    expect(losses.length).toBe(best + 1 + 3);
    const upToBest = await trainer.train({ ...given, validation }, { ...eager, epochs: best + 1 });
    expect(stopped.weights).toEqual(upToBest.weights);
  });

  it('pulls weights towards zero by decay', async () => {
    const size = ({ dense }: NetworkWeights) => dense[0]!.kernel.reduce((sum, value) => sum + value * value, 0);
    const plain = await trainer.train(problem(), settings);
    const decayed = await trainer.train(problem(), { ...settings, weightDecay: 1 });
    expect(size(decayed.weights)).toBeLessThan(0.9 * size(plain.weights));
  });

  it('trains a network without embeddings or hidden layers', async () => {
    const bare: NetworkShape = { numericColumns: 6, embeddings: [], embeddingWidth: 3, hiddenUnits: [] };
    const { inputs, target } = problem();
    const linear = { shape: bare, inputs: { ...inputs, categories: [] }, target, initial: initialWeights(bare, 1) };
    const { dense } = (await trainer.train(linear, settings)).weights;
    expect(dense).toHaveLength(1);
    expect(dense[0]!.kernel.every(Number.isFinite)).toBe(true);
  });

  it('frees every tensor, also when stopped or diverged', async () => {
    const binding = await loadNativeBinding();
    await trainer.train(problem(), settings);
    const before = binding.getNumOfTensors();
    await trainer.train(problem(), settings);
    const controller = new AbortController();
    const stop = { progress: () => controller.abort(), signal: controller.signal };
    await expect(trainer.train(problem(), settings, stop)).rejects.toThrow();
    const broken = problem();
    broken.target[0] = Number.NaN;
    await expect(trainer.train(broken, settings)).rejects.toThrow(NetworkDivergedError);
    expect(binding.getNumOfTensors()).toBe(before);
  });

  it('is not disturbed by signals', async () => {
    const wide = { ...shape, hiddenUnits: [128, 64] };
    const large = { ...problem(20_000), shape: wide, initial: initialWeights(wide, 1) };
    const products = { ...settings, batchSize: 512 };
    const undisturbed = await trainer.train(large, products);
    let signals = 0;
    const count = () => signals++;
    process.on('SIGWINCH', count);
    const sender = spawn('sh', ['-c', `while kill -WINCH ${process.pid}; do sleep 0.002; done`]);
    try {
      await once(sender, 'spawn');
      // Long enough for signals to arrive in the midst of products, however slow the sender is.
      while (signals < 60) expect(await trainer.train(large, products)).toEqual(undisturbed);
    } finally {
      sender.kill();
      await once(sender, 'exit');
      process.off('SIGWINCH', count);
    }
  });

  it('lets the event loop run between epochs', async () => {
    const turns: string[] = [];
    const ticking = setInterval(() => turns.push('tick'), 0);
    await trainer.train(problem(2000), { ...settings, epochs: 6 }, { progress: () => turns.push('epoch') });
    clearInterval(ticking);
    expect(turns.slice(turns.indexOf('epoch'), turns.lastIndexOf('epoch'))).toContain('tick');
  });

  it('prints nothing', async () => {
    const spies = (['log', 'warn', 'error', 'info'] as const).map((method) => vi.spyOn(console, method));
    await trainer.train(problem(), settings);
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });
});

it('scores in plain arithmetic what TensorFlow scores', async () => {
  const { inputs } = problem();
  const { weights } = await trainer.train(problem(), settings);
  const scored = forward(shape, weights, inputs);
  const expected = tf.tidy(() => {
    const embedded = weights.embeddings.map((table, e) => {
      const { size } = shape.embeddings[e]!;
      return tf.gather(tf.tensor2d(table, [size, shape.embeddingWidth]), tf.tensor1d(inputs.categories[e]!, 'int32'));
    });
    let activations: tf.Tensor = tf.concat([tf.tensor2d(inputs.numeric, [inputs.rows, 6]), ...embedded], 1);
    weights.dense.forEach(({ inputs: rows, outputs, kernel, bias }, layer) => {
      activations = tf.add(tf.matMul(activations as tf.Tensor2D, tf.tensor2d(kernel, [rows, outputs])), bias);
      if (layer < weights.dense.length - 1) activations = tf.relu(activations);
    });
    return tf.add(activations.reshape([inputs.rows]), inputs.offset).dataSync();
  });
  scored.forEach((value, r) => expect(Math.abs(value - expected[r]!)).toBeLessThan(1e-4));
});
