import { expect, test } from 'vitest';
import { defaultFeatureSettings } from '../../../src/contracts/features.ts';
import { panelUntil, type MemberTask } from '../../../src/forecasting/index.ts';
import { fittedMembers } from '../../../src/contracts/segment.ts';
import { KeptValues } from '../../../src/jobs/kept-values.ts';
import { keptFeatureModel } from '../../../src/jobs/training/kept-feature-model.ts';
import { panelDigest } from '../../../src/jobs/training/panel-digest.ts';
import { fit, taskOf } from '../../forecasting/fit.ts';
import { makePanel } from '../../forecasting/make-panel.ts';

const whole = makePanel({ stores: 3, items: 3, weeks: 80 });
const sold = whole.units.map((units) => 2 * units);

function fitAt(cutoffIndex: number, changed: Partial<MemberTask> = {}) {
  const panel = panelUntil(changed.panel ?? whole, cutoffIndex);
  const task = { ...taskOf(panel), features: defaultFeatureSettings, ...changed, panel };
  const { horizonWeeks, features } = task;
  return { task, inputs: { panel: panelDigest(panel), cutoff: panel.weeks[cutoffIndex]!, horizonWeeks, features } };
}

test('fits of one panel share a feature model', async () => {
  const kept = new KeptValues(2 ** 20);
  const modelOf = ({ task, inputs }: ReturnType<typeof fitAt>) => keptFeatureModel(task, inputs, kept);
  const first = fitAt(70, { items: ['item-0'] });
  const model = await modelOf(first);
  expect(kept.bytes).toBeGreaterThan(0);
  expect(await modelOf(fitAt(70, { items: ['item-1', 'item-2'], seed: 2 }))).toBe(model);
  expect(await keptFeatureModel(first.task, first.inputs, undefined)).toEqual(model);
  const others = [
    fitAt(71),
    fitAt(70, { horizonWeeks: 2 }),
    fitAt(70, { features: { ...defaultFeatureSettings, leadWeeks: 1 } }),
    fitAt(70, { panel: { ...whole, units: sold } }),
  ];
  for (const other of others) {
    expect(await modelOf(other)).toEqual(await keptFeatureModel(other.task, other.inputs, undefined));
    expect(await modelOf(other)).not.toBe(model);
  }
});

test.each(fittedMembers)('%s is the same with a feature model that is there, and reads it', async (member) => {
  const { task, inputs } = fitAt(70);
  const featureModel = await keptFeatureModel(task, inputs, undefined);
  const alone = await fit(member, task);
  expect((await fit(member, task, { featureModel })).toFiles()).toEqual(alone.toFiles());
  const coefficients = new Map(
    [...featureModel.stageOne.coefficients].map(([item, values]) => [item, values.map((value) => value + 1)]),
  );
  const altered = { ...featureModel, stageOne: { ...featureModel.stageOne, coefficients } };
  expect((await fit(member, task, { featureModel: altered })).toFiles()).not.toEqual(alone.toFiles());
});
