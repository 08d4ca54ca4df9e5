import { expect, test } from 'vitest';
import { defaultFeatureSettings, featureNames } from '../../src/contracts/features.ts';
import { fittedMembers } from '../../src/contracts/segment.ts';
import { panelUntil, type Panel } from '../../src/forecasting/index.ts';
import { panelDigest } from '../../src/jobs/training/panel-digest.ts';
import { fit, taskOf } from './fit.ts';
import { makePanel } from './make-panel.ts';

const cutoffIndex = 45;
const plain = makePanel({ weeks: 60, cutoffIndex: 59 });
const panel: Panel = {
  ...plain,
  knownAhead: { ...plain.knownAhead, fair: plain.units.map((_, cell) => (cell % 9 === 0 ? 1 : 0)) },
  roles: { ...plain.roles, events: ['fair'] },
};

/** The panel as a later week knows it: with a store and an item that were not there before, and other plans. */
function later(): Panel {
  const { weeks, stores, items, seriesStore, seriesItem } = panel;
  const width = weeks.length;
  const added = (matrix: Float64Array): Float64Array => {
    const more = new Float64Array(matrix.length + width);
    // The new series comes first, so that every other has another place.
    more.set(Float64Array.from({ length: width }, (_, week) => (week > cutoffIndex ? 7 : Number.NaN)));
    more.set(
      matrix.map((value, cell) => (cell % width > cutoffIndex + 1 ? value + 1 : value)),
      width,
    );
    return more;
  };
  const each = (columns: Panel['observed']): Panel['observed'] =>
    Object.fromEntries(Object.entries(columns).map(([name, matrix]) => [name, added(matrix)]));
  return {
    ...panel,
    stores: ['new store', ...stores],
    items: ['new item', ...items],
    seriesStore: Int32Array.from([0, ...seriesStore.map((store) => store + 1)]),
    seriesItem: Int32Array.from([0, ...seriesItem.map((item) => item + 1)]),
    units: added(panel.units),
    knownAhead: each(panel.knownAhead),
    observed: each(panel.observed),
    storeAttributes: Object.fromEntries(
      Object.entries(panel.storeAttributes).map(([name, values]) => [name, Float64Array.from([3, ...values])]),
    ),
    itemCategories: Object.fromEntries(
      Object.entries(panel.itemCategories).map(([name, labels]) => [name, ['other', ...labels]]),
    ),
  };
}

test('what came after a cutoff changes nothing of what a fit there sees', () => {
  expect(panelUntil(later(), cutoffIndex)).toEqual(panelUntil(panel, cutoffIndex));
  expect(panelDigest(panelUntil(later(), cutoffIndex))).toBe(panelDigest(panelUntil(panel, cutoffIndex)));
});

test('what is corrected before it does', () => {
  const units = panel.units.slice();
  units[cutoffIndex]! += 1;
  const digest = panelDigest(panelUntil(panel, cutoffIndex));
  expect(panelDigest(panelUntil({ ...panel, units }, cutoffIndex))).not.toBe(digest);
  expect(panelDigest(panelUntil({ ...panel, units }, cutoffIndex - 1))).toBe(
    panelDigest(panelUntil(panel, cutoffIndex - 1)),
  );
});

test.each(fittedMembers)('a fit of %s reads nothing beyond it', async (name) => {
  const features = { ...defaultFeatureSettings, use: featureNames };
  const known = panelUntil(panel, cutoffIndex);
  const whole = await fit(name, taskOf(panel, { cutoffIndex, horizonWeeks: 3, features }));
  const cut = await fit(name, taskOf(known, { cutoffIndex, horizonWeeks: 3, features }));
  expect(cut.toFiles()).toEqual(whole.toFiles());
  // And forecasts series that came after it.
  const items = later().items;
  expect(cut.predict(later(), cutoffIndex + 3, items).values.every((value) => value >= 0)).toBe(true);
});
