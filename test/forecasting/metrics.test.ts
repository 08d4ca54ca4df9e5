import { describe, expect, it } from 'vitest';
import { measure } from '../../src/forecasting/index.ts';

describe('measure', () => {
  it('takes MAPE over rows with sales and RMSE 0 over rows without', () => {
    const metrics = measure([10, 0, 20, 0], [12, 3, 15, 1]);
    expect(metrics.rows).toBe(4);
    expect(metrics.mape).toBeCloseTo((0.2 + 0.25) / 2, 12);
    expect(metrics.rmse0).toBeCloseTo(Math.sqrt((9 + 1) / 2), 12);
    expect(metrics.rmseAll).toBeCloseTo(Math.sqrt((4 + 9 + 25 + 1) / 4), 12);
    expect(metrics.wape).toBeCloseTo((2 + 3 + 5 + 1) / 30, 12);
    expect(metrics.bias).toBeCloseTo((2 + 3 - 5 + 1) / 30, 12);
    expect(metrics.coverage).toBeNull();
  });

  it('counts an actual on the end of the interval as covered', () => {
    const interval = { p10: [5, 5, 5, 5], p90: [10, 10, 10, 10] };
    expect(measure([5, 10, 11, 4], [7, 7, 7, 7], interval).coverage).toBe(0.5);
  });

  it('covers rows with an interval alone', () => {
    const interval = { p10: [5, Number.NaN], p90: [10, Number.NaN] };
    expect(measure([7, 7], [7, 7], interval).coverage).toBe(1);
    expect(measure([7], [7], { p10: [Number.NaN], p90: [Number.NaN] }).coverage).toBeNull();
  });

  it('gives null where no row defines a figure', () => {
    const none = { rows: 0, mape: null, rmse0: null, rmseAll: null, wape: null, bias: null, coverage: null };
    expect(measure([], [])).toEqual(none);
    expect(measure([0, 0], [0, 2])).toEqual({ ...none, rows: 2, rmse0: Math.SQRT2, rmseAll: Math.SQRT2 });
    expect(measure([4], [4]).rmse0).toBeNull();
  });

  it('leaves out rows whose actual or forecast is missing', () => {
    expect(measure([10, Number.NaN, 10], [11, 5, Number.NaN]).rows).toBe(1);
  });
});
