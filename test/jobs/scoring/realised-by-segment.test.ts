import { expect, test } from 'vitest';
import { RealisedBySegment } from '../../../src/jobs/scoring/realised-by-segment.ts';

test('errors add up by segment and week: absolute, signed, relative to what was sold, and the interval', () => {
  const realised = new RealisedBySegment();
  realised.add('large/slow', '2026-11-16', { units: 4, forecast: 5, baseline: 8, p10: 1, p90: 4 });
  realised.add('large/fast', '2026-11-16', { units: 10, forecast: 8, baseline: 12, p10: 7, p90: 9 });
  realised.add('large/fast', '2026-11-16', { units: 0, forecast: 1, baseline: 2, p10: 0, p90: 3 });
  realised.add('large/fast', '2026-11-09', { units: 5, forecast: 6, baseline: 5, p10: NaN, p90: NaN });
  realised.add('large/fast', '2026-11-09', { units: 5, forecast: NaN, baseline: 5, p10: 1, p90: 9 });
  expect(realised.errors()).toEqual({
    'large/fast': [
      {
        ...{ week: '2026-11-09', rows: 1, units: 5, absoluteError: 1, baselineAbsoluteError: 0, error: 1 },
        ...{ soldRows: 1, relativeError: 0.2, intervalRows: 0, insideInterval: 0 },
      },
      {
        ...{ week: '2026-11-16', rows: 2, units: 10, absoluteError: 3, baselineAbsoluteError: 4, error: -1 },
        ...{ soldRows: 1, relativeError: 0.2, intervalRows: 2, insideInterval: 1 },
      },
    ],
    'large/slow': [
      {
        ...{ week: '2026-11-16', rows: 1, units: 4, absoluteError: 1, baselineAbsoluteError: 4, error: 1 },
        ...{ soldRows: 1, relativeError: 0.25, intervalRows: 1, insideInterval: 1 },
      },
    ],
  });
});
