/**
 * What each network preset is worth on two kinds of series, and which one a fit chooses: the example's stores as one segment, which
 * promotions drive, and synthetic steady, seasonal series. Weeks after 135 of the example are not read.
 *
 *   npm run bench:presets [-- --json]
 *
 * The last line is JSON: errors in per cent, by kind and cutoff; with `--json` it is all of
 * standard output.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createTensorflowTrainer } from '../src/adapters/tensorflow/index.ts';
import { defaultLassoParameters, defaultNetworkParameters, defaultTreesParameters } from '../src/forecasting/index.ts';
import type { Panel } from '../src/forecasting/index.ts';
import { choosePreset } from '../src/forecasting/network/choose-preset.ts';
import { readOrangeJuice } from './orange-juice-panel.ts';
import { steadyPanel } from './steady-panel.ts';
import { sayTo } from './support/say-to.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const say = sayTo(values.json);

const example = fileURLToPath(new URL('../examples/orange-juice', import.meta.url));
const kinds: readonly (readonly [string, readonly number[], (cutoff: number) => Panel])[] = [
  ['orange juice', [105, 112, 120, 128, 135], (week) => readOrangeJuice(example, week)('all')],
  ['steady', [90, 110, 130, 150], (week) => steadyPanel(week)],
];
const trainer = createTensorflowTrainer();
const parameters = { lasso: defaultLassoParameters, network: defaultNetworkParameters, trees: defaultTreesParameters };
const percent = (share: number | null) => Math.round(1000 * (share ?? Number.NaN)) / 10;

const results = [];
for (const [kind, cutoffs, panelAt] of kinds) {
  for (const cutoff of cutoffs) {
    const panel = panelAt(cutoff);
    const { items, cutoffIndex } = panel;
    const task = { panel, items, cutoffIndex, horizonWeeks: 3, parameters, seed: 1 };
    const { preset, trials } = await choosePreset(task, trainer, undefined);
    const errors = trials.map((trial) => ({
      preset: trial.preset,
      mape: percent(trial.mape),
      wape: percent(trial.wape),
    }));
    const text = errors
      .map((trial) => `${trial.preset} ${trial.mape.toFixed(1)} / ${trial.wape.toFixed(1)}`)
      .join('   ');
    say(`${kind.padEnd(13)} ${cutoff}   ${text}   chosen: ${preset}`);
    results.push({ kind, cutoff, chosen: preset, errors });
  }
}
console.log(JSON.stringify(results));
