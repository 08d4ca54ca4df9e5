import { describe, expect, it } from 'vitest';
import { randomStream, shuffle } from '../../src/forecasting/random.ts';

describe('randomStream', () => {
  it('repeats itself for the same seed and label, and only then', () => {
    const take = (seed: number, label: string) => Array.from({ length: 5 }, randomStream(seed, label));
    expect(take(1, 'a')).toEqual(take(1, 'a'));
    expect(take(1, 'a')).not.toEqual(take(2, 'a'));
    expect(take(1, 'a')).not.toEqual(take(1, 'b'));
  });

  it('is uniform on [0, 1)', () => {
    const draws = Array.from({ length: 20_000 }, randomStream(7));
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    expect(draws.reduce((sum, value) => sum + value, 0) / draws.length).toBeCloseTo(0.5, 1);
    const low = draws.filter((value) => value < 0.1).length / draws.length;
    expect(low).toBeCloseTo(0.1, 1);
  });
});

describe('shuffle', () => {
  it('keeps every value', () => {
    const values = Int32Array.from({ length: 100 }, (_, i) => i);
    shuffle(values, randomStream(3));
    expect([...values]).not.toEqual([...values].sort((a, b) => a - b));
    expect([...values].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });
});
