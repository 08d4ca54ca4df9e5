import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/forecasting/random.ts';
import { columnStarts, histogramOf } from '../../../src/forecasting/trees/histogram.ts';

describe('a histogram', () => {
  it.each([1, 2, 5])('sums slopes, curvatures and rows by bin, of %i columns', (columns) => {
    const random = randomStream(1, 'histogram');
    const rows = 500;
    const bins = Array.from({ length: columns }, () =>
      Uint8Array.from({ length: rows }, () => Math.floor(4 * random())),
    );
    const gradient = Float64Array.from({ length: rows }, () => random() - 0.5);
    const curvature = Float64Array.from({ length: rows }, () => random());
    const chosen = Int32Array.from({ length: rows / 2 }, (_, i) => 2 * i + 1);
    const starts = columnStarts(bins.map(() => 4));
    const sums = histogramOf({ bins, binCounts: bins.map(() => 4), gradient, curvature }, chosen, starts);
    bins.forEach((own, c) => {
      for (let bin = 0; bin < 4; bin++) {
        const there = [...chosen].filter((row) => own[row] === bin);
        const sum = (values: Float64Array): number => there.reduce((total, row) => total + values[row]!, 0);
        const at = starts[c]! + 3 * bin;
        expect([...sums.subarray(at, at + 3)]).toEqual([sum(gradient), sum(curvature), there.length]);
      }
    });
  });
});
