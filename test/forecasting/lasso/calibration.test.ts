import { describe, expect, it } from 'vitest';
import { calibrate, chooseShift, shiftErrors } from '../../../src/forecasting/lasso/calibration.ts';
import { randomStream } from '../../../src/forecasting/random.ts';

const noCeiling = 100;

/** Log-normal sales around 100,000 units, of variance v in logs, forecast at the mean of the logs. */
function logNormal(v: number, rows = 20_000, seed = 2) {
  const random = randomStream(seed);
  // A sum of twelve uniforms is close to normal with variance 1.
  const normal = () => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
  const mu = Math.log1p(1e5);
  const logUnits = Float64Array.from({ length: rows }, () => mu + Math.sqrt(v) * normal());
  return shiftErrors(logUnits, new Float64Array(rows).fill(mu), new Float64Array(rows).fill(v), noCeiling);
}

describe('chooseShift', () => {
  const errors = logNormal(0.25);

  it.each([
    ['mape', 1],
    ['wape', 0],
    ['balanced', 0.5],
    ['unbiased', -0.5],
  ] as const)('for %s takes the k that theory has for log-normal sales: %s', (aim, k) => {
    expect(Math.abs(chooseShift(errors, aim) - k)).toBeLessThanOrEqual(0.15);
  });

  it('stays at the mean of the logs for log-mean', () => {
    expect(chooseShift(errors, 'log-mean')).toBe(0);
  });

  it('takes off nothing where nothing was sold, or nothing varies', () => {
    const [one, half] = [new Float64Array(3).fill(1), new Float64Array(3).fill(0.5)];
    expect(chooseShift(shiftErrors(new Float64Array(3), one, one, noCeiling), 'balanced')).toBe(0);
    expect(chooseShift(shiftErrors(one, one, new Float64Array(3), noCeiling), 'mape')).toBe(0);
    expect(chooseShift(shiftErrors(one, one, half, noCeiling), 'mape')).toBe(0);
  });
});

it('measures units, none below zero and none above the ceiling', () => {
  const log = Math.log1p;
  // At k = 0 the forecasts are 5, 10 and (cut off at the ceiling) 15 units.
  const mu = Float64Array.of(log(5), log(10), log(400));
  const errors = shiftErrors(Float64Array.of(log(10), 0, log(20)), mu, Float64Array.of(1, 10, 0), log(15));
  const { atZero } = calibrate([{ training: errors, heldOut: [] }], 'log-mean');
  expect(atZero.mape).toBeCloseTo((0.5 + 0.25) / 2, 12);
  expect(atZero.wape).toBeCloseTo((5 + 10 + 5) / 30, 12);
  expect(atZero.bias).toBeCloseTo(0, 12);
  // At k = 1: 6 / e − 1 units, none, and 15 as before.
  const absolute = errors.absolute[20]!;
  expect(absolute).toBeCloseTo(11 - 6 / Math.E + 0 + 5, 12);
});

describe('calibrate', () => {
  const calm = logNormal(0.1, 2000, 3);
  const wild = shiftErrors(Float64Array.of(1, 5), Float64Array.of(3, 3), Float64Array.of(1, 1), noCeiling);

  it('says that it knew training rows alone where nothing was held out', () => {
    expect(calibrate([{ training: calm, heldOut: [] }], 'mape')).toMatchObject({
      basis: 'training',
      errorsOn: 'training',
      shift: chooseShift(calm, 'mape'),
    });
  });

  it('reports the held-out errors, over folds and regressions', () => {
    const calibration = calibrate(
      [
        { training: calm, heldOut: [wild] },
        { training: calm, heldOut: [wild, calm] },
      ],
      'mape',
    );
    expect(calibration).toMatchObject({ basis: 'held-out and training', errorsOn: 'held-out' });
    const alone = calibrate([{ training: calm, heldOut: [] }], 'log-mean').atZero.mape!;
    const ofWild = ((Math.exp(3) - Math.exp(1)) / Math.expm1(1) + (Math.exp(5) - Math.exp(3)) / Math.expm1(5)) / 2;
    expect(calibration.atZero.mape).toBeCloseTo((4 * ofWild + 2000 * alone) / 2004, 9);
  });

  it('counts held-out and training rows the same, however many they are', () => {
    // Half of the sales at e² and half at e⁴ units + 1, forecast e³: the fewer held-out rows ask for as much as the many others.
    const low = (rows: number) =>
      shiftErrors(
        new Float64Array(rows).fill(2),
        new Float64Array(rows).fill(3),
        new Float64Array(rows).fill(1),
        noCeiling,
      );
    const high = (rows: number) =>
      shiftErrors(
        new Float64Array(rows).fill(3.5),
        new Float64Array(rows).fill(3),
        new Float64Array(rows).fill(1),
        noCeiling,
      );
    const few = calibrate([{ training: high(1000), heldOut: [low(10)] }], 'mape').shift;
    const many = calibrate([{ training: high(10), heldOut: [low(1000)] }], 'mape').shift;
    expect(few).toBe(many);
    expect(chooseShift(low(1), 'mape')).toBe(1);
    expect(chooseShift(high(1), 'mape')).toBe(-0.5);
  });
});
