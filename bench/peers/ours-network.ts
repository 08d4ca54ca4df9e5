/** Two epochs of the network by the product's own trainer: `ours-network.ts <data folder> <settings>`. */
import { createTensorflowTrainer } from '../../src/adapters/tensorflow/index.ts';
import { loadNativeBinding } from '../../src/adapters/tensorflow/native-binding.ts';
import { initialWeights } from '../../src/forecasting/network/initial-weights.ts';
import { sizes } from './data.ts';
import { readArray } from './read-array.ts';
import { startRun } from './report.ts';
import type { NetworkSettings } from './settings.ts';

const [directory = '', settingsText = ''] = process.argv.slice(2);
const settings = JSON.parse(settingsText) as NetworkSettings;
const { weeks, rowsPerWeek, numericColumns, categories } = sizes;
const rows = weeks * rowsPerWeek;
const table = readArray(directory, 'categories.i32', Int32Array);
const inputs = {
  rows,
  numeric: readArray(directory, 'numeric.f32', Float32Array),
  categories: categories.map((_, c) => Int32Array.from({ length: rows }, (_, r) => table[r * categories.length + c]!)),
  offset: new Float32Array(rows).fill(settings.offset),
};
const target = readArray(directory, 'target.f32', Float32Array);
const shape = {
  numericColumns,
  embeddings: categories.map((size, c) => ({ name: `category-${c}`, size })),
  embeddingWidth: settings.embeddingWidth,
  hiddenUnits: settings.hiddenUnits,
};
// Loading TensorFlow is to this side what the imports are to the other.
await loadNativeBinding();

const report = startRun();
let loss = Number.NaN;
const problem = { shape, inputs, target, initial: initialWeights(shape, 1) };
await createTensorflowTrainer().train(problem, settings, { progress: (epoch) => (loss = epoch.loss) });
report({ loss });
