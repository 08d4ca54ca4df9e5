import { expect, test } from 'vitest';
import { quantileGroups } from '../../../src/datasets/drift/attribute-drift.ts';
import { ItemCorrelation } from '../../../src/datasets/profile/item-correlation.ts';
import { changeBin, profileSegment } from '../../../src/datasets/profile/segment-profile.ts';
import { FineHistogram, scaled, scaleOf, unscaled } from '../../../src/datasets/profile/value-scale.ts';
import { asOf, marketPanel } from '../../support/market-panel.ts';

test('figures of a segment, by column, up to the cutoff and of its own items alone', () => {
  const panel = marketPanel({ seed: 2, stores: 4, items: 6, weeks: 200 });
  const items = panel.items.slice(0, 2);
  const cutoff = panel.weeks[180]!;
  const profile = profileSegment(asOf(panel, cutoff), { velocity: 'slow', items });
  expect(profile).toMatchObject({
    cutoff,
    weeks: 169,
    firstWeek: panel.weeks[12],
    series: 8,
    sampledSeries: 8,
    items: 2,
  });
  expect(profile.columns.map(({ column, role }) => `${column} ${role}`)).toEqual([
    'units units',
    'price known-ahead',
    'deal known-ahead',
    'temperature known-ahead',
  ]);

  const values = [...panel.units].filter((value, cell) => {
    const [series, week] = [Math.floor(cell / 200), cell % 200];
    return !Number.isNaN(value) && week >= 12 && week <= 180 && items.includes(panel.items[panel.seriesItem[series]!]!);
  });
  const units = profile.columns[0]!;
  const ordered = values.toSorted((a, b) => a - b);
  expect(units).toMatchObject({ count: values.length, missing: 8 * 169 - values.length });
  expect([units.min, units.max]).toEqual([ordered[0], ordered.at(-1)]);
  expect(units.mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 3);
  expect(units.quantiles[3]! / ordered[values.length >> 1]!).toBeCloseTo(1, 1);
  expect(units.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
  expect(units.histogram.counts.length).toBeLessThanOrEqual(32);
  expect(units.weekly.reduce((sum, count) => sum + count, 0)).toBe(values.length);
  // A year before the first week of the profile nothing is known of 40 weeks.
  expect(units.changes.findIndex((counts) => counts.length > 0)).toBe(40);
});

test('the same data give the same profile, whatever comes after the cutoff', () => {
  const panel = marketPanel({ seed: 3, stores: 3, items: 3, weeks: 130 });
  const known = asOf(panel, panel.weeks[120]!);
  const poisoned = { ...known, units: panel.units.map((value, cell) => (cell % 130 > 120 ? 1e9 : value)) };
  const segment = { velocity: 'fast', items: panel.items };
  expect(profileSegment(poisoned, segment)).toEqual(profileSegment(known, segment));
});

test('is some tens of kilobytes at 20,000 series, of which it takes no more', () => {
  const panel = marketPanel({ seed: 4, stores: 15, items: 15, weeks: 200 });
  const many = Int32Array.from({ length: 25_000 }, (_, series) => series % 15);
  const matrix = Float64Array.from({ length: 25_000 * 200 }, (_, cell) => panel.units[cell % panel.units.length] ?? 0);
  const wide = { ...panel, units: matrix, knownAhead: {}, seriesItem: many, seriesStore: many };
  const profile = profileSegment(wide, { velocity: 'fast', items: panel.items });
  expect([profile.series, profile.sampledSeries]).toEqual([25_000, 12_500]);
  expect(JSON.stringify(profile).length).toBeLessThan(20_000);
});

test('scales and buckets', () => {
  expect([scaleOf(Float64Array.of(0, 3, 5)), scaleOf(Float64Array.of(0.05)), scaleOf(Float64Array.of(0))]).toEqual([
    0.1, 0.001, 1,
  ]);
  for (const value of [-40, -0.2, 0, 0.5, 1e6]) expect(unscaled(scaled(value, 0.1), 0.1)).toBeCloseTo(value, 4);
  expect([-9, -0.03, 0, 0.029, 0.03, 9].map(changeBin)).toEqual([0, 5, 5, 5, 6, 10]);
});

test('histograms of different fineness compare on their common grid', () => {
  const [narrow, wide] = [new FineHistogram(1), new FineHistogram(1)];
  for (let value = 1; value < 1.4; value += 0.01) narrow.add(scaled(value, 1));
  for (let value = 1; value < 5000; value *= 1.1) wide.add(scaled(value, 1));
  expect(narrow.toHistogram().exponent).toBeLessThan(wide.toHistogram().exponent);
  const same = quantileGroups(wide.toHistogram(), wide.toHistogram())!;
  expect(same.reference).toEqual(same.actual);
  const apart = quantileGroups(wide.toHistogram(), narrow.toHistogram())!;
  expect(apart.actual.reduce((sum, count) => sum + count, 0)).toBe(40);
  expect(apart.actual[0]).toBe(40);
  expect(quantileGroups(wide.toHistogram(), { ...wide.toHistogram(), scale: 10 })).toBeUndefined();
});

test.each([
  ['values that all stores of an item share', (item: number) => item, 1],
  ['values that have nothing to do with items', (_item: number, row: number) => row % 2, 0],
])('%s correlate by %d', (_case, value, expected) => {
  const correlation = new ItemCorrelation(5, 1);
  for (let row = 0; row < 40; row += 1)
    for (let item = 0; item < 5; item += 1) correlation.add(item, 0, value(item, row));
  expect(correlation.value()).toBeCloseTo(expected, 5);
});
