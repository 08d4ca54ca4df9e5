import { expect, test } from 'vitest';
import { recentLevel } from '../../../src/jobs/gate/recent-level.ts';
import { addWeeks } from '../../../src/contracts/week.ts';

/** Series by their last weeks, the newest last; earlier weeks are unknown. */
function panelOf(...series: readonly (readonly number[])[]) {
  const nWeeks = 20;
  const units = new Float64Array(series.length * nWeeks).fill(NaN);
  series.forEach((last, s) => units.set(last, (s + 1) * nWeeks - last.length));
  const start = '2024-01-01';
  return { units, cutoffIndex: nWeeks - 1, weeks: Array.from({ length: nWeeks }, (_, w) => addWeeks(start, w)) };
}

const forecasts = (...rows: readonly (readonly [series: number, mean: number])[]) => ({
  seriesIndex: Int32Array.from(rows, ([series]) => series),
  mean: Float64Array.from(rows, ([, mean]) => mean),
});

test('is the mean over series, whatever the number of their weeks', () => {
  const level = recentLevel(panelOf([10, 10, 10, 10], [40]), forecasts([0, 8], [0, 12], [1, 50]));
  expect(level).toEqual({ meanForecast: 30, meanRecent: 25 });
});

test('leaves out a series without a known week lately, though it is forecast', () => {
  const stopped = [500, 500, ...Array.from({ length: 13 }, () => NaN)];
  const level = recentLevel(panelOf([10, 10], stopped), forecasts([0, 10], [1, 500]));
  expect(level).toEqual({ meanForecast: 10, meanRecent: 10 });
});

test('counts weeks of zero, and thirteen weeks only', () => {
  const level = recentLevel(panelOf([900, ...Array.from({ length: 12 }, () => 0), 13]), forecasts([0, 2]));
  expect(level).toEqual({ meanForecast: 2, meanRecent: 1 });
});

test('has no level where no week is known', () => {
  expect(recentLevel(panelOf([NaN]), forecasts([0, 2]))).toEqual({ meanForecast: null, meanRecent: null });
});
