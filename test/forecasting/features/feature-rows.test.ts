import { describe, expect, it } from 'vitest';
import { InvalidPanelError, NoTrainingRowsError } from '../../../src/forecasting/errors.ts';
import { defaultFeatureSettings, type FeatureSettings } from '../../../src/contracts/features.ts';
import { fitFeatures } from '../../../src/forecasting/features/feature-model.ts';
import { columnIndex, scoringRows, trainingRows } from '../../../src/forecasting/features/feature-rows.ts';
import type { FeatureRows } from '../../../src/forecasting/features/feature-rows.ts';
import type { Panel } from '../../../src/forecasting/index.ts';
import { makePanel, missing, panelOfUnits } from '../make-panel.ts';

function column(rows: FeatureRows, name: string): number[] {
  const at = columnIndex(rows.columns, name);
  return Array.from(rows.series, (_, row) => rows.values[row * rows.columns.length + at]!);
}

function train(panel: Panel, horizonWeeks = 2): FeatureRows {
  const model = fitFeatures(panel, panel.cutoffIndex);
  return trainingRows(model, panel, panel.items, panel.cutoffIndex, horizonWeeks);
}

describe('trainingRows', () => {
  it('has a row per cutoff and step whose target is known, after eight observed weeks', () => {
    const rows = train(panelOfUnits([[1, 2, 3, 4, 5, 6, 7, 8, 9, missing, 11]]));
    expect([...rows.cutoff]).toEqual([7, 8, 9]);
    expect([...rows.step]).toEqual([1, 2, 1]);
    expect([...rows.target].map((value) => Math.round(Math.expm1(value)))).toEqual([9, 11, 11]);
    expect(column(rows, 'step')).toEqual([1, 2, 1]);
  });

  it('reads the past at the cutoff and the drivers at the target week', () => {
    const panel = makePanel({ stores: 1, items: 1, weeks: 20, cutoffIndex: 19 });
    const rows = train(panel);
    rows.series.forEach((_, r) => {
      const { units, knownAhead } = panel;
      expect(column(rows, 'units-lag-0')[r]).toBeCloseTo(Math.log1p(units[rows.cutoff[r]!]!), 5);
      expect(column(rows, 'price')[r]).toBeCloseTo(Math.log(knownAhead['price']![rows.cutoff[r]! + rows.step[r]!]!), 5);
      expect(column(rows, 'promotion:deal')[r]).toBe(knownAhead['deal']![rows.cutoff[r]! + rows.step[r]!]);
    });
  });

  it('never holds anything but finite numbers', () => {
    const panel = makePanel({ missingShare: 0.3, zeroShare: 0.3, weeks: 40 });
    panel.knownAhead['price']!.fill(missing, 10, 30);
    panel.knownAhead['deal']!.fill(Infinity, 5, 9);
    expect(train(panel).values.every(Number.isFinite)).toBe(true);
  });

  it('takes its columns from the panel', () => {
    const bare = train({ ...makePanel(), knownAhead: {}, roles: { promotions: [] } });
    expect(bare.columns.filter((name) => /price|promotion|known/.test(name))).toEqual([]);
    const several = makePanel();
    const { deal, temperature } = several.knownAhead;
    const rich = train({
      ...several,
      knownAhead: { coupon: deal!, temperature: temperature! },
      roles: { promotions: ['coupon', 'temperature'] },
    });
    expect(rich.columns).toContain('promotion:coupon-share-13');
    expect(rich.columns).toContain('promotion:temperature');
    expect(rich.columns).not.toContain('price');
  });

  it('bounds the columns of other items', () => {
    const rows = train(makePanel({ items: 30, stores: 1, weeks: 30 }));
    expect(rows.columns.filter((name) => name.startsWith('price-of:'))).toHaveLength(12);
  });

  it('marks what was missing of the drivers, where a training row had it so', () => {
    const panel = makePanel({ stores: 1, items: 1, weeks: 20, cutoffIndex: 17 });
    expect(train(panel).columns.filter((name) => name.endsWith('-missing'))).toEqual(['units-missing']);
    panel.knownAhead['price']![12] = missing;
    panel.knownAhead['temperature']![19] = missing;
    const rows = train(panel);
    expect(rows.columns.filter((name) => name.endsWith('-missing'))).toEqual(['units-missing', 'price-missing']);
    expect(column(rows, 'price-missing')).toEqual(
      Array.from(rows.cutoff, (cutoff, row) => (cutoff + rows.step[row]! === 12 ? 1 : 0)),
    );
    const scoring = scoringRows(fitFeatures(panel, 17), panel, panel.items, 17, 2);
    expect(column(scoring, 'price-missing')).toEqual([0, 0]);
  });

  it('knows actuals up to the business lead alone', () => {
    const units = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];
    const settings: FeatureSettings = { ...defaultFeatureSettings, leadWeeks: 2 };
    const panel = panelOfUnits([units]);
    const model = fitFeatures(panel, 12, settings);
    const rows = trainingRows(model, panel, panel.items, 12, 2);
    // Eight weeks are known at cutoff 9; the last target week is 10.
    expect([...rows.cutoff]).toEqual([9]);
    expect(Math.expm1(column(rows, 'units-lag-0')[0]!)).toBeCloseTo(8, 4);
    expect(Math.expm1(rows.target[0]!)).toBeCloseTo(11, 4);
    const scoring = scoringRows(model, panel, panel.items, 12, 2);
    expect(column(scoring, 'units-lag-0').map((value) => Math.round(Math.expm1(value)))).toEqual([11, 11]);
  });

  it('refuses a segment without history', () => {
    expect(() => train(panelOfUnits([[1, 2, 3]]))).toThrow(NoTrainingRowsError);
  });

  it('names a column the panel lacks', () => {
    const panel = { ...makePanel(), roles: { price: 'cost', promotions: [] } };
    expect(() => train(panel)).toThrow(InvalidPanelError);
    expect(() => train(panel)).toThrow(/"cost" is absent/);
  });
});

describe('scoringRows', () => {
  const panel = makePanel();
  const model = fitFeatures(panel, panel.cutoffIndex);

  it('are the series in panel order, then the steps', () => {
    const rows = scoringRows(model, panel, ['item-1'], panel.cutoffIndex, 2);
    expect([...rows.series]).toEqual([1, 1, 3, 3, 5, 5]);
    expect([...rows.step]).toEqual([1, 2, 1, 2, 1, 2]);
  });

  it('carry the last known driver forward and count it', () => {
    const short: Panel = {
      ...panel,
      knownAhead: { ...panel.knownAhead, price: panel.knownAhead['price']!.map((v, i) => (i % 60 > 55 ? missing : v)) },
    };
    const rows = scoringRows(model, short, ['item-0'], panel.cutoffIndex, 3);
    expect(rows.carriedForward).toBe(3 * 3);
    const prices = column(rows, 'price');
    expect(prices[1]).toBe(prices[0]);
    expect(scoringRows(model, panel, ['item-0'], panel.cutoffIndex, 3).carriedForward).toBe(0);
  });

  it('are whole for a store and an item the model never saw', () => {
    const later = makePanel({ stores: 4, items: 3 });
    const rows = scoringRows(model, later, later.items, later.cutoffIndex, 2);
    expect(rows.columns).toEqual(trainingRows(model, panel, panel.items, panel.cutoffIndex, 2).columns);
    expect([...rows.usable]).toEqual(Array.from({ length: 24 }, () => 1));
    expect(rows.values.every(Number.isFinite)).toBe(true);
    // Without a regression of its own the new item is expected at its level of the last year.
    const own = later.units.slice(2 * 60 + 56 - 52, 2 * 60 + 56);
    const level = own.reduce((sum, units) => sum + Math.log1p(units), 0) / own.length;
    expect(column(rows, 'eff')[4]).toBe(0);
    expect(column(rows, 'level')[4]).toBeCloseTo(level, 4);
  });

  it('are not usable with fewer than eight known weeks', () => {
    const thin = { ...panel, units: panel.units.map((units, cell) => (cell < 60 && cell < 56 - 7 ? missing : units)) };
    const rows = scoringRows(model, thin, panel.items, panel.cutoffIndex, 1);
    expect([...rows.usable]).toEqual([0, 1, 1, 1, 1, 1]);
  });

  it('reach past the end of the panel', () => {
    const rows = scoringRows(model, panel, ['item-0'], panel.cutoffIndex, 6);
    expect(rows.values.every(Number.isFinite)).toBe(true);
    // Two weeks lie beyond the panel, for three series and three drivers.
    expect(rows.carriedForward).toBe(2 * 3 * 3);
  });
});
