/**
 * Trains both members 200 times in one process and watches its memory: whatever a training leaves behind would add up.
 *
 *   npm run bench:memory [-- --trainings=200]
 *
 * The last line is JSON; the exit code is 1 where memory grew by more than 20 MB after the first quarter, or a tensor was left.
 */
import { parseArgs } from 'node:util';
import { createTensorflowTrainer } from '../src/adapters/tensorflow/index.ts';
import { loadNativeBinding } from '../src/adapters/tensorflow/native-binding.ts';
import { defaultLassoParameters, defaultNetworkParameters, fitMember } from '../src/forecasting/index.ts';
import { steadyPanel } from './steady-panel.ts';

const targetGrowthMb = 20;
const { values: options } = parseArgs({ options: { trainings: { type: 'string', default: '200' } } });
const trainings = Number(options.trainings);

const whole = steadyPanel(60);
// A tenth of the stores: what counts is how often, not how much.
const stores = whole.stores.slice(0, 3);
const nSeries = stores.length * whole.items.length;
const cells = nSeries * whole.weeks.length;
const panel = {
  ...whole,
  stores,
  seriesStore: whole.seriesStore.slice(0, nSeries),
  seriesItem: whole.seriesItem.slice(0, nSeries),
  units: whole.units.slice(0, cells),
  knownAhead: Object.fromEntries(
    Object.entries(whole.knownAhead).map(([name, column]) => [name, column.slice(0, cells)]),
  ),
};
const parameters = { lasso: defaultLassoParameters, network: { ...defaultNetworkParameters, epochs: 2 } };
const trainer = createTensorflowTrainer();
const binding = await loadNativeBinding();
const rssMb = (): number => {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 2 ** 20;
};

const samples: number[] = [];
let tensors = 0;
for (let i = 1; i <= trainings; i++) {
  const task = { panel, items: panel.items, cutoffIndex: panel.cutoffIndex, horizonWeeks: 3, parameters, seed: i };
  for (const name of ['lasso', 'network'] as const) {
    const member = await fitMember(name, { ...task, preset: 'erratic' }, { trainer });
    member.predict(panel, panel.cutoffIndex);
  }
  if (i === 1) tensors = binding.getNumOfTensors();
  if (i % Math.max(1, Math.floor(trainings / 20)) === 0) {
    samples.push(rssMb());
    console.log(
      `${String(i).padStart(4)} trainings: ${samples.at(-1)!.toFixed(0)} MB, ${binding.getNumOfTensors()} tensors`,
    );
  }
}
const settled = samples[Math.floor(samples.length / 4)]!;
const growthMb = samples.at(-1)! - settled;
const tensorsLeft = binding.getNumOfTensors() - tensors;
console.log(
  JSON.stringify({
    trainings,
    settledMb: Math.round(settled),
    lastMb: Math.round(samples.at(-1)!),
    growthMb: Math.round(10 * growthMb) / 10,
    targetGrowthMb,
    tensorsLeft,
  }),
);
process.exitCode = growthMb <= targetGrowthMb && tensorsLeft === 0 ? 0 : 1;
