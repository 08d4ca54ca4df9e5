/**
 * Trains LASSO and network 200 times in one process and watches its memory: whatever a training leaves behind would add up.
 *
 *   npm run bench:memory [-- --trainings=200] [--json]
 *
 * The last line is JSON, with `--json` all of standard output; the exit code is 1 where the last quarter took over 5% more memory, on average, than the
 * second, or a tensor was left.
 */
import { parseArgs } from 'node:util';
import { createTensorflowTrainer } from '../src/adapters/tensorflow/index.ts';
import { loadNativeBinding } from '../src/adapters/tensorflow/native-binding.ts';
import {
  defaultLassoParameters,
  defaultNetworkParameters,
  defaultTreesParameters,
  fitMember,
} from '../src/forecasting/index.ts';
import { steadyPanel } from './steady-panel.ts';
import { sayTo } from './support/say-to.ts';

const targetGrowth = 0.05;
const { values: options } = parseArgs({
  options: { trainings: { type: 'string', default: '200' }, json: { type: 'boolean', default: false } },
});
const say = sayTo(options.json);
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
const parameters = {
  lasso: defaultLassoParameters,
  network: { ...defaultNetworkParameters, epochs: 2 },
  trees: defaultTreesParameters,
};
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
    say(`${String(i).padStart(4)} trainings: ${samples.at(-1)!.toFixed(0)} MB, ${binding.getNumOfTensors()} tensors`);
  }
}
const meanOf = (quarter: number): number => {
  const part = samples.slice((quarter * samples.length) / 4, ((quarter + 1) * samples.length) / 4);
  return part.reduce((sum, megabytes) => sum + megabytes, 0) / part.length;
};
const [settledMb, lastMb] = [meanOf(1), meanOf(3)];
const growth = lastMb / settledMb - 1;
const tensorsLeft = binding.getNumOfTensors() - tensors;
console.log(
  JSON.stringify({
    trainings,
    settledMb: Math.round(settledMb),
    lastMb: Math.round(lastMb),
    growth: Math.round(1000 * growth) / 1000,
    targetGrowth,
    tensorsLeft,
  }),
);
process.exitCode = growth <= targetGrowth && tensorsLeft === 0 ? 0 : 1;
