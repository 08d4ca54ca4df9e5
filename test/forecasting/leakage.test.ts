import { expect, it } from 'vitest';
import { defaultFeatureSettings, featureNames } from '../../src/contracts/features.ts';
import { fittedMembers } from '../../src/contracts/segment.ts';
import { baselineForecast, splitVelocity } from '../../src/forecasting/index.ts';
import type { Panel } from '../../src/forecasting/index.ts';
import { fit, taskOf } from './fit.ts';
import { makePanel } from './make-panel.ts';

const horizonWeeks = 3;
/** All actuals are known to the panel; the fits are to see those up to week 45 alone. */
const panel = withObserved(makePanel({ weeks: 60, cutoffIndex: 59 }));
const cutoffIndex = 45;

/** Adds returns, an observed column without a role, and roles for what is known ahead: something for every feature to read. */
function withObserved(plain: Panel): Panel {
  return {
    ...plain,
    observed: {
      returned: plain.units.map((units, cell) => Math.floor(units / (5 + (cell % 7)))),
      visitors: plain.units.map((units) => 10 * units + 3),
    },
    knownAhead: { ...plain.knownAhead, fair: plain.units.map((_, cell) => (cell % 9 === 0 ? 1 : 0)) },
    roles: { ...plain.roles, weather: ['temperature'], events: ['fair'], returns: 'returned' },
  };
}

/** Replaces everything a forecast from the cutoff may not know: later actuals, and drivers beyond the last target week. */
function poison(clean: Panel, value: number): Panel {
  const after = (column: Float64Array, lastKnown: number) =>
    column.map((known, cell) => (cell % clean.weeks.length > lastKnown ? value : known));
  return {
    ...clean,
    cutoffIndex,
    units: after(clean.units, cutoffIndex),
    observed: each(clean.observed, (column) => after(column, cutoffIndex)),
    knownAhead: each(clean.knownAhead, (column) => after(column, cutoffIndex + horizonWeeks)),
  };
}

function each(columns: Panel['observed'], change: (column: Float64Array) => Float64Array): Panel['observed'] {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, change(column)]));
}

it.each(fittedMembers)('no actual after the cutoff moves a forecast of %s', async (name) => {
  const features = { ...defaultFeatureSettings, use: featureNames };
  const forecasts = [];
  const files = [];
  for (const seen of [{ ...panel, cutoffIndex }, poison(panel, 1e6), poison(panel, Number.NaN), poison(panel, 0)]) {
    const member = await fit(name, taskOf(seen, { cutoffIndex, horizonWeeks, features }));
    files.push(member.toFiles());
    forecasts.push(member.predict(seen, cutoffIndex));
  }
  for (const other of forecasts) expect(other).toEqual(forecasts[0]);
  for (const other of files) expect(other).toEqual(files[0]);
});

it.each(fittedMembers)('no actual within the business lead moves a forecast of %s', async (name) => {
  const features = { ...defaultFeatureSettings, leadWeeks: 2 };
  const poisoned = { ...poison(panel, 1e6), cutoffIndex: cutoffIndex + 2 };
  const forecasts = [];
  for (const seen of [
    { ...panel, cutoffIndex: cutoffIndex + 2 },
    { ...poisoned, knownAhead: panel.knownAhead },
  ]) {
    const member = await fit(name, taskOf(seen, { cutoffIndex: cutoffIndex + 2, horizonWeeks, features }));
    forecasts.push(member.predict(seen, cutoffIndex + 2));
  }
  expect(forecasts[1]).toEqual(forecasts[0]);
});

it.each(fittedMembers)('%s forecasts from several cutoffs what it forecasts from each alone', async (name) => {
  const features = { ...defaultFeatureSettings, use: featureNames, leadWeeks: 1 };
  const deals = panel.knownAhead['deal']!.map((known, cell) => (cell % 11 === 0 ? Number.NaN : known));
  const gappy = { ...panel, knownAhead: { ...panel.knownAhead, deal: deals } };
  const member = await fit(name, taskOf(gappy, { cutoffIndex, horizonWeeks, features }));
  const origins = [
    { cutoffIndex, items: ['item-1'] },
    { cutoffIndex: cutoffIndex + 4, items: gappy.items },
    { cutoffIndex: cutoffIndex + 9, items: ['item-0'] },
  ];
  const alone = origins.map((origin) => member.predict(gappy, origin.cutoffIndex, origin.items));
  expect(member.predictFrom(gappy, origins)).toEqual(alone);
  expect(alone[1]!.carriedForward).toBeGreaterThan(0);
});

it('none moves the baseline or the velocity split', () => {
  const clean = { ...panel, cutoffIndex };
  const poisoned = poison(panel, 1e6);
  expect(baselineForecast(poisoned, panel.items, cutoffIndex, 3)).toEqual(
    baselineForecast(clean, panel.items, cutoffIndex, 3),
  );
  expect(splitVelocity(poisoned, { fastShareOfUnits: 0.5 })).toEqual(splitVelocity(clean, { fastShareOfUnits: 0.5 }));
});

it.each(fittedMembers)('what is known ahead does move a forecast of %s', async (name) => {
  const clean = { ...panel, cutoffIndex };
  const member = await fit(name, taskOf(clean, { cutoffIndex, horizonWeeks }));
  const dealInFirstStep = panel.knownAhead['deal']!.map((known, cell) => (cell % 60 === cutoffIndex + 1 ? 1 : known));
  const promoted: Panel = { ...clean, knownAhead: { ...panel.knownAhead, deal: dealInFirstStep } };
  const before = member.predict(clean, cutoffIndex);
  const after = member.predict(promoted, cutoffIndex);
  expect(after.values.some((value, row) => value !== before.values[row])).toBe(true);
});
