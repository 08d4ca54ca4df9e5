import { expect, it } from 'vitest';
import { members } from '../../src/contracts/segment.ts';
import { baselineForecast, splitVelocity } from '../../src/forecasting/index.ts';
import type { Panel } from '../../src/forecasting/index.ts';
import { fit, taskOf } from './fit.ts';
import { makePanel } from './make-panel.ts';

const horizonWeeks = 3;
/** All units are known to the panel; the fits are to see those up to week 45 alone. */
const panel = makePanel({ weeks: 60, cutoffIndex: 59 });
const cutoffIndex = 45;

/** Replaces everything a forecast from the cutoff may not know: later units, and drivers beyond the last target week. */
function poison(clean: Panel, value: number): Panel {
  const after = (column: Float64Array, lastKnown: number) =>
    column.map((known, cell) => (cell % clean.weeks.length > lastKnown ? value : known));
  return {
    ...clean,
    cutoffIndex,
    units: after(clean.units, cutoffIndex),
    knownAhead: Object.fromEntries(
      Object.entries(clean.knownAhead).map(([name, column]) => [name, after(column, cutoffIndex + horizonWeeks)]),
    ),
  };
}

it.each(members)('no unit after the cutoff moves a forecast of %s', async (name) => {
  const forecasts = [];
  const files = [];
  for (const seen of [{ ...panel, cutoffIndex }, poison(panel, 1e6), poison(panel, Number.NaN), poison(panel, 0)]) {
    const member = await fit(name, taskOf(seen, { cutoffIndex, horizonWeeks }));
    files.push(member.toFiles());
    forecasts.push(member.predict(seen, cutoffIndex));
  }
  for (const other of forecasts) expect(other).toEqual(forecasts[0]);
  for (const other of files) expect(other).toEqual(files[0]);
});

it('none moves the baseline or the velocity split', () => {
  const clean = { ...panel, cutoffIndex };
  const poisoned = poison(panel, 1e6);
  expect(baselineForecast(poisoned, panel.items, cutoffIndex, 3)).toEqual(
    baselineForecast(clean, panel.items, cutoffIndex, 3),
  );
  expect(splitVelocity(poisoned, { fastShareOfUnits: 0.5 })).toEqual(splitVelocity(clean, { fastShareOfUnits: 0.5 }));
});

it.each(members)('what is known ahead does move a forecast of %s', async (name) => {
  const clean = { ...panel, cutoffIndex };
  const member = await fit(name, taskOf(clean, { cutoffIndex, horizonWeeks }));
  const dealInFirstStep = panel.knownAhead['deal']!.map((known, cell) => (cell % 60 === cutoffIndex + 1 ? 1 : known));
  const promoted: Panel = { ...clean, knownAhead: { ...panel.knownAhead, deal: dealInFirstStep } };
  const before = member.predict(clean, cutoffIndex);
  const after = member.predict(promoted, cutoffIndex);
  expect(after.values.some((value, row) => value !== before.values[row])).toBe(true);
});
