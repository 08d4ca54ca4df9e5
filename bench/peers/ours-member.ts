/** One member of one segment of the example, in a process as the product trains it: `ours-member.ts <settings> <segment> <member>`. */
import { createTensorflowGram, createTensorflowTrainer } from '../../src/adapters/tensorflow/index.ts';
import { defaultFeatureSettings } from '../../src/contracts/features.ts';
import type { FittedMemberName } from '../../src/contracts/segment.ts';
import {
  defaultLassoParameters,
  defaultNetworkParameters,
  defaultTreesParameters,
  fitMember,
  measure,
} from '../../src/forecasting/index.ts';
import { readOrangeJuice } from '../orange-juice-panel.ts';
import type { CycleSettings } from './cycle-settings.ts';
import { startRun } from './report.ts';

const [settingsText = '', position, member] = process.argv.slice(2);
const { project, cutoffWeek, horizonWeeks, segments } = JSON.parse(settingsText) as CycleSettings;
const { panel: name, items, fits } = segments[Number(position)]!;
const report = startRun();
const panel = readOrangeJuice(project, cutoffWeek)(name);
const parameters = { lasso: defaultLassoParameters, network: defaultNetworkParameters, trees: defaultTreesParameters };
const hooks = { trainer: createTensorflowTrainer(), gram: createTensorflowGram() };
const task = { panel, items, horizonWeeks, parameters, features: defaultFeatureSettings, seed: 1 };
const [actual, forecast]: [number[], number[]] = [[], []];
// The oldest fit chooses the preset of all, as in a cycle.
let preset: { readonly preset?: string } = {};
for (const { cutoffIndex, forecastFrom } of fits) {
  const fitted = await fitMember(member as FittedMemberName, { ...task, ...preset, cutoffIndex }, hooks);
  if (fitted.preset !== undefined) preset = { preset: fitted.preset };
  for (const from of forecastFrom) {
    const { seriesIndex, step, values } = fitted.predict(panel, from);
    for (let r = 0; r < values.length; r++) {
      actual.push(panel.units[seriesIndex[r]! * panel.weeks.length + from + step[r]!]!);
      forecast.push(values[r]!);
    }
  }
}
report({ mape: measure(actual, forecast).mape });
