import { describe, expect, it } from 'vitest';
import { baselineForecast } from '../../src/forecasting/index.ts';
import { missing, panelOfUnits } from './make-panel.ts';

describe('baselineForecast', () => {
  it('is the mean of the units up to the cutoff, missing weeks left out, for every step', () => {
    const panel = panelOfUnits([[2, 4, missing, 0, 999]]);
    const forecast = baselineForecast(panel, ['item-0'], 3, 2);
    expect([...forecast.values]).toEqual([2, 2]);
    expect([...forecast.step]).toEqual([1, 2]);
    expect([...forecast.seriesIndex]).toEqual([0, 0]);
  });

  it('falls back to the item, then to the panel, then to nothing', () => {
    const none = [missing, missing];
    const panel = panelOfUnits([[2, 4], none, none, none], { items: 2 });
    expect([...baselineForecast(panel, ['item-0', 'item-1'], 1, 1).values]).toEqual([3, 3, 3, 3]);
    const byItem = panelOfUnits([[2, 4], [10, 10], none, [20, 20]], { items: 2 });
    expect([...baselineForecast(byItem, ['item-0'], 1, 1).values]).toEqual([3, 3]);
    expect([...baselineForecast(panelOfUnits([none]), ['item-0'], 1, 1).values]).toEqual([0]);
  });

  it('takes the geometric mean of 1 + units for reports', () => {
    const [value] = baselineForecast(panelOfUnits([[0, 3]]), ['item-0'], 1, 1, 'geometric').values;
    expect(value).toBeCloseTo(1, 12);
  });

  it('gives the rows of the wanted items in panel order', () => {
    const panel = panelOfUnits([[1], [2], [3], [4]], { items: 2 });
    expect([...baselineForecast(panel, ['item-1', 'unknown'], 0, 2).seriesIndex]).toEqual([1, 1, 3, 3]);
  });
});
