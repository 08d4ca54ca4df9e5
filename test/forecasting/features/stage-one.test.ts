import { describe, expect, it } from 'vitest';
import { fitFeatures, gridFor } from '../../../src/forecasting/features/feature-model.ts';
import { driverEffects } from '../../../src/forecasting/features/stage-one.ts';
import { makePanel, panelOfUnits } from '../make-panel.ts';

describe('stage one', () => {
  it('explains more in promoted weeks, and no more than the penalty lets it', () => {
    const panel = makePanel({ weeks: 100 });
    const model = fitFeatures(panel, panel.cutoffIndex);
    const grid = gridFor(model, panel, panel.cutoffIndex, 3);
    const { data } = driverEffects(model.stageOne, grid);
    const deal = grid.promotions[0]!.values;
    const mean = (wanted: number) => {
      const values = data.slice(0, grid.nWeeks).filter((_, w) => deal[w] === wanted);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    // A deal multiplies units by about 3 · (1.55 / 2.05)^-2 ≈ 5.2, 1.66 in logs.
    expect(mean(1) - mean(0)).toBeGreaterThan(1);
    expect(mean(1) - mean(0)).toBeLessThan(1.66);
  });

  it('expects nothing out of the ordinary without drivers', () => {
    const panel = panelOfUnits([[0, 3, 7, 3]]);
    const model = fitFeatures(panel, 3);
    const { data, season } = driverEffects(model.stageOne, gridFor(model, panel, 3, 2));
    expect([...data, ...season]).toEqual(new Array(12).fill(0));
  });

  it('has the season among its drivers once the data reach over more than a year', () => {
    const seasonal = Array.from({ length: 120 }, (_, w) =>
      Math.round(100 * Math.exp(0.5 * Math.sin((2 * Math.PI * w) / 52.18))),
    );
    const amplitude = (weeks: number) => {
      const panel = panelOfUnits([seasonal.slice(0, weeks)]);
      const model = fitFeatures(panel, weeks - 1);
      const { season } = driverEffects(model.stageOne, gridFor(model, panel, weeks - 1, 0));
      return Math.max(...season);
    };
    expect(amplitude(60)).toBe(0);
    // Of 0.5 the penalty takes a quarter.
    expect(amplitude(120)).toBeGreaterThan(0.33);
    expect(amplitude(120)).toBeLessThan(0.5);
  });
});
