import { describe, expect, it } from 'vitest';
import { fitFeatures } from '../../../src/forecasting/features/feature-model.ts';
import { panelOfUnits, missing } from '../make-panel.ts';
import { columnsOf } from './columns-of.ts';

const weeks = 160;
/** Twice the usual in the first weeks of a year of 52, in logs 0.69; growth of 20% a year. */
const units = (level: number) =>
  Array.from({ length: weeks }, (_, w) => level * (w % 52 < 4 ? 2 : 1) * 1.2 ** (w / 52) - 1);

describe('last year', () => {
  const panel = panelOfUnits([units(100), units(1000)]);
  const columns = columnsOf('last-year', panel, { horizonWeeks: 2 });
  const at = (name: string, series: number, week: number) => columns[name]![series * (weeks + 2) + week]!;

  it('knows the season of the target week, less the level of its year', () => {
    // Weeks 156 to 159 are such weeks again, 140 is none.
    for (const series of [0, 1]) {
      expect(at('year-ago', series, 157) - at('year-ago', series, 140)).toBeCloseTo(Math.LN2, 1);
      expect(at('season-profile', series, 157) - at('season-profile', series, 140)).toBeCloseTo(Math.LN2, 1);
    }
    // Around the edge the mean of three weeks is half way.
    expect(at('year-ago-mean', 0, 156) - at('year-ago-mean', 0, 140)).toBeCloseTo((2 / 3) * Math.LN2, 1);
    expect(at('year-ago-missing', 0, 157)).toBe(0);
  });

  it('knows the growth over a year, and the season that the level of the last weeks holds', () => {
    expect(at('year-over-year', 0, 150)).toBeCloseTo(Math.log(1.2), 3);
    expect(at('year-ago-recent', 0, 159) - at('year-ago-recent', 0, 150)).toBeGreaterThan(0.2);
  });

  it('uses the other stores of an item where a series has no last year', () => {
    const young = units(1000).map((value, w) => (w < 120 ? missing : value));
    const alone = columnsOf('last-year', panelOfUnits([units(100), young]), { horizonWeeks: 2 });
    const cell = weeks + 2 + 157;
    expect(alone['year-ago-missing']![cell]).toBe(1);
    expect(alone['year-ago']![cell]).toBe(alone['season-profile']![cell]);
    expect(alone['season-profile']![cell]! - alone['season-profile']![cell - 17]!).toBeCloseTo(0.55, 0);
    expect(alone['year-over-year']![cell]).toBe(0);
  });

  it('is left out where a row reaches further than a year, or the data do not', () => {
    expect(fitFeatures(panel, weeks - 1, undefined, 51).seasonal).toBe(true);
    expect(fitFeatures(panel, weeks - 1, undefined, 52).seasonal).toBe(false);
    expect(fitFeatures(panel, 59).seasonal).toBe(false);
    expect(fitFeatures(panel, 60).seasonal).toBe(true);
  });
});
