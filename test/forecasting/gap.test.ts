import { expect, it } from 'vitest';
import { fittedMembers } from '../../src/contracts/segment.ts';
import {
  defaultNetworkParameters,
  defaultLassoParameters,
  defaultTreesParameters,
} from '../../src/forecasting/index.ts';
import { fit, taskOf } from './fit.ts';
import { makePanel, missing } from './make-panel.ts';

/** A cutoff half a year into a gap of every series, as when a region's feed stops. Sales had grown; a week in fifty was missing. */
const weeks = 130;
const cutoffIndex = 121;
const gapWeeks = 26;
const steady = makePanel({ stores: 6, items: 3, weeks, cutoffIndex: weeks - 1, missingShare: 0.02 });
const whole = {
  ...steady,
  units: steady.units.map((units, cell) => Math.round(units * Math.exp((0.3 * (cell % weeks)) / 52))),
};
const panel = {
  ...whole,
  cutoffIndex,
  units: whole.units.map((units, cell) => (cell % weeks > cutoffIndex - gapWeeks ? missing : units)),
};
const parameters = {
  lasso: { ...defaultLassoParameters, aim: 'log-mean' as const },
  network: { ...defaultNetworkParameters, preset: 'steady' as const, batchSize: 64, hiddenUnits: [32, 16] },
  trees: { ...defaultTreesParameters, minLeafRows: 50 },
};

it.each(fittedMembers)('inside a long gap %s continues from where sales were', async (name) => {
  const member = await fit(name, taskOf(panel, { parameters }));
  const { values, seriesIndex, step } = member.predict(panel, cutoffIndex);
  const actual = seriesIndex.reduce((sum, s, row) => {
    const units = whole.units[s * weeks + cutoffIndex + step[row]!]!;
    return sum + Math.log1p(Number.isNaN(units) ? values[row]! : units);
  }, 0);
  const forecast = values.reduce((sum, value) => sum + Math.log1p(value), 0);
  expect(Math.abs(forecast - actual) / values.length).toBeLessThan(0.15);
});
