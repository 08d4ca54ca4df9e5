import { describe, expect, it } from 'vitest';
import { InvalidPanelError, NoTrainingRowsError } from '../../../src/forecasting/errors.ts';
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

  it('reach past the end of the panel', () => {
    const rows = scoringRows(model, panel, ['item-0'], panel.cutoffIndex, 6);
    expect(rows.values.every(Number.isFinite)).toBe(true);
    // Two weeks lie beyond the panel, for three series and three drivers.
    expect(rows.carriedForward).toBe(2 * 3 * 3);
  });
});
