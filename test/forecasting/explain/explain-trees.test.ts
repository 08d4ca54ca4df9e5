import { expect, it } from 'vitest';
import { explainTrees } from '../../../src/forecasting/explain/explain-trees.ts';
import { readStates } from '../../../src/forecasting/explain/fitted-states.ts';
import { rowReader } from '../../../src/forecasting/features/rows-read.ts';
import { fit, taskOf } from '../fit.ts';
import { makePanel } from '../make-panel.ts';

const panel = makePanel({ stores: 4, items: 3, weeks: 90 });

it('the parts of a forecast of trees add up to it, groups by size', async () => {
  const member = await fit('trees', taskOf(panel));
  const { trees } = readStates({ trees: member.toFiles() });
  const read = rowReader(panel, panel.cutoffIndex, { items: panel.items })(trees!);
  const explain = explainTrees(trees!, read);
  const { values } = member.predict(panel, panel.cutoffIndex);
  const seen = new Set<string>();
  values.forEach((units, row) => {
    const { start, usual, groups, clipping, logUnits } = explain(row)!;
    const sum = groups.reduce((total, group) => total + group.logUnits, start + usual + clipping);
    expect(sum).toBeCloseTo(logUnits, 10);
    expect(Math.expm1(logUnits)).toBeCloseTo(units, 6);
    const sizes = groups.map((group) => Math.abs(group.logUnits));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    for (const { group } of groups) seen.add(group);
  });
  expect(seen.size).toBeGreaterThan(3);
});

it('a series with too little history has nothing of the trees to explain', async () => {
  const thin = {
    ...panel,
    units: panel.units.map((units, cell) => (cell < panel.weeks.length - 8 ? Number.NaN : units)),
  };
  const { trees } = readStates({ trees: (await fit('trees', taskOf(thin))).toFiles() });
  const read = rowReader(thin, thin.cutoffIndex, { items: thin.items })(trees!);
  expect(explainTrees(trees!, read)(0)).toBeNull();
});
