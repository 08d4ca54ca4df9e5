import { describe, expect, it } from 'vitest';
import { fitFeatures, gridFor } from '../../../src/forecasting/features/feature-model.ts';
import { driverEffect } from '../../../src/forecasting/features/stage-one.ts';
import { makePanel, missing, panelOfUnits } from '../make-panel.ts';

describe('stage one', () => {
  it('explains more in promoted weeks, and no more than the penalty lets it', () => {
    const panel = makePanel({ weeks: 100 });
    const model = fitFeatures(panel, panel.cutoffIndex);
    const grid = gridFor(model, panel, panel.cutoffIndex, 3);
    const effect = driverEffect(model.stageOne, grid);
    const deal = grid.promotions[0]!.values;
    const mean = (wanted: number) => {
      const values = effect.slice(0, grid.nWeeks).filter((_, w) => deal[w] === wanted);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    // A deal multiplies units by about 3 · (1.55 / 2.05)^-2 ≈ 5.2, 1.66 in logs.
    expect(mean(1) - mean(0)).toBeGreaterThan(1);
    expect(mean(1) - mean(0)).toBeLessThan(1.66);
  });

  it('is the mean of the series’ logs without drivers', () => {
    const panel = panelOfUnits([[0, 3, missing, 3]]);
    const model = fitFeatures(panel, 3);
    const effect = driverEffect(model.stageOne, gridFor(model, panel, 3, 2));
    expect([...effect]).toHaveLength(6);
    for (const value of effect) expect(value).toBeCloseTo((2 * Math.log(4)) / 3, 12);
  });

  it('gives a series without history the mean of its item', () => {
    const panel = panelOfUnits([
      [3, 3],
      [missing, missing],
    ]);
    const model = fitFeatures(panel, 1);
    const effect = driverEffect(model.stageOne, gridFor(model, panel, 1, 0));
    for (const value of effect) expect(value).toBeCloseTo(Math.log(4), 12);
  });
});
