import { describe, expect, it } from 'vitest';
import type { Aim } from '../../../src/contracts/project.ts';
import { lossOf } from '../../../src/contracts/aim.ts';
import { measure } from '../../../src/forecasting/index.ts';
import { treeLoss, unitCostOf } from '../../../src/forecasting/trees/tree-loss.ts';

const actual = Float64Array.of(2, 10, 0, 40, 8, 100);
const forecast = Float64Array.of(3, 6, 1, 50, 8, 60);
const logs = (units: Float64Array): Float64Array => units.map(Math.log1p);

describe('the loss of trees', () => {
  it.each<Aim>(['balanced', 'mape', 'wape'])('is what the aim measures: %s', (aim) => {
    const costOf = unitCostOf(aim, actual);
    const total = treeLoss(aim).total(logs(forecast), logs(actual), actual.map(costOf));
    expect(total).toBeCloseTo(lossOf(measure(actual, forecast), aim)!, 10);
  });

  it('takes weeks near zero as the floor of MAPE', () => {
    const costOf = unitCostOf('mape', Float64Array.of(0.001, 10, 10, 10));
    expect(costOf(0.001)).toBe(costOf(1));
    expect(costOf(0)).toBe(0);
  });

  it('knows the best common step of some rows', () => {
    const rows = Int32Array.from(actual.keys());
    for (const aim of ['balanced', 'mape', 'wape', 'unbiased'] as const) {
      const loss = treeLoss(aim);
      const cost = actual.map(unitCostOf(aim, actual));
      const [f, y] = [logs(forecast), logs(actual)];
      const slopes = { gradient: new Float64Array(rows.length), curvature: new Float64Array(rows.length) };
      loss.slopes(f, y, cost, slopes);
      const best = loss.step(rows, f, y, slopes);
      const after = (step: number): number =>
        loss.total(
          f.map((value) => value + step),
          y,
          cost,
        );
      for (const other of [best - 0.05, best + 0.05, 0]) expect(after(best)).toBeLessThanOrEqual(after(other) + 1e-12);
    }
  });

  it('aims at the mean for unbiased sums', () => {
    const loss = treeLoss('unbiased');
    const cost = actual.map(unitCostOf('unbiased', actual));
    const flat = new Float64Array(actual.length);
    const slopes = { gradient: new Float64Array(actual.length), curvature: new Float64Array(actual.length) };
    loss.slopes(flat, logs(actual), cost, slopes);
    const step = loss.step(Int32Array.from(actual.keys()), flat, logs(actual), slopes);
    expect(Math.expm1(step)).toBeCloseTo(Math.min(Math.expm1(3), 160 / 6), 8);
  });
});
