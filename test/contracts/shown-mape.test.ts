import { describe, expect, it, test } from 'vitest';
import {
  commonMape,
  flooredNote,
  flooredNoteOf,
  mapeText,
  reductionBetween,
  shownMape,
} from '../../src/contracts/shown-mape.ts';
import { figuresText } from '../../src/cycle/challenger-figures.ts';
import { makeBacktest } from '../forecasting/make-backtest.ts';
import { mapeFloorOf, measure } from '../../src/forecasting/index.ts';
import { percent } from '../../src/reports/figures.ts';

const { actual: sold, network, lasso } = makeBacktest({ series: 200 });
const actual = Float64Array.from(sold);
/** A row in five hundred sold a hundredth of a unit. */
const nearZero = actual.map((units, row) => (row % 500 === 7 ? 0.01 : units));
const errorsOf = (sold: Float64Array, forecast: Float64Array) => measure(sold, forecast, undefined, mapeFloorOf(sold));

describe('a MAPE that people are shown', () => {
  it('is the plain one on ordinary rows', () => {
    const errors = errorsOf(actual, network);
    expect(shownMape(errors)).toBe(errors.mape);
    expect(mapeText(errors, percent)).toBe(percent(errors.mape));
    expect(flooredNoteOf([errors, undefined])).toBeUndefined();
  });

  it('has its floor, and a mark, where rows near zero would decide it', () => {
    const [usual, errors] = [errorsOf(actual, network), errorsOf(nearZero, network)];
    expect(errors.mape).toBeGreaterThan(2);
    expect(Math.abs(shownMape(errors)! / usual.mape! - 1)).toBeLessThan(0.15);
    expect(mapeText(errors, percent)).toBe(`${percent(errors.flooredMape)}*`);
    expect(flooredNoteOf([usual, errors])).toBe(flooredNote);
  });

  it('is undefined where there are no errors, and plain where no floor was measured', () => {
    expect(mapeText(undefined, percent)).toBe('-');
    expect(shownMape({ mape: 12 })).toBe(12);
    expect(shownMape({ mape: null, flooredMape: null })).toBeNull();
  });

  it('has a floor for all rows of a table where one needs it, and where a floor was measured', () => {
    const [usual, errors] = [errorsOf(actual, network), errorsOf(nearZero, network)];
    expect(mapeText(usual, percent, [usual, errors, undefined])).toBe(`${percent(usual.flooredMape)}*`);
    expect(shownMape(usual, [usual, errors])).toBe(usual.flooredMape);
    expect(shownMape(usual, [usual])).toBe(usual.mape);
    expect(mapeText({ mape: 0.4 }, percent, [errors])).toBe(percent(0.4));
  });

  it('has a floor for all in a sentence where one needs it', () => {
    const [usual, errors] = [errorsOf(actual, lasso), errorsOf(nearZero, network)];
    const textOf = (metrics: object) =>
      figuresText({ backtest: { metrics } } as unknown as Parameters<typeof figuresText>[0]);
    expect(textOf({ ensemble: errors, baseline: usual })).toBe(
      `MAPE with a floor ${percent(errors.flooredMape)}, baseline ${percent(usual.flooredMape)}`,
    );
    expect(textOf({ ensemble: usual, baseline: usual })).toBe(
      `MAPE ${percent(usual.mape)}, baseline ${percent(usual.mape)}`,
    );
  });
});

test('errors are compared by the same figure, though only one of them needs a floor', () => {
  const [first, second] = [
    { mape: 0.325, flooredMape: 0.3 },
    { mape: 0.4, flooredMape: 0.31 },
  ];
  const { floored, of } = commonMape([first, second]);
  expect([floored, of(first), of(second)]).toEqual([true, 0.3, 0.31]);
  expect(commonMape([first, undefined])).toMatchObject({ floored: false });
  expect(commonMape([first]).of(first)).toBe(0.325);
});

describe('reductionBetween', () => {
  it('is relative to the reference', () => {
    expect(reductionBetween({ mape: 0.8 }, { mape: 0.4 })).toBeCloseTo(0.5, 12);
    expect(reductionBetween({ mape: 0.5 }, { mape: 0.6 })).toBeCloseTo(-0.2, 12);
    expect(reductionBetween({ mape: null }, { mape: 0.4 })).toBeNull();
    expect(reductionBetween(undefined, { mape: 0.4 })).toBeNull();
    expect(reductionBetween({ mape: 0 }, { mape: 0.4 })).toBeNull();
  });

  it('is not known where one of them lacks the floor that the other needs', () => {
    expect(reductionBetween({ mape: 155, flooredMape: 0.5 }, { mape: 0.2 })).toBeNull();
  });

  it('compares both with their floor where either needs one', () => {
    expect(reductionBetween({ mape: 155, flooredMape: 0.5 }, { mape: 0.21, flooredMape: 0.2 })).toBeCloseTo(0.6, 12);
  });
});
