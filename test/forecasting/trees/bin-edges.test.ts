import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/forecasting/random.ts';
import { binEdges, binOf, binsOf, missingBin } from '../../../src/forecasting/trees/bin-edges.ts';

describe('bins of a column', () => {
  it('give every value its own where there are few, missing ones theirs', () => {
    const edges = binEdges(Float32Array.of(3, 1, Number.NaN, 2, 1, 3));
    expect([...edges]).toEqual([1.5, 2.5]);
    expect([1, 2, 3, 0, 9].map((value) => binOf(edges, value))).toEqual([1, 2, 3, 1, 3]);
    expect(binOf(edges, Number.NaN)).toBe(missingBin);
  });

  it('are at most 255 and hold about as many values each', () => {
    const values = Float32Array.from({ length: 10_000 }, (_, i) => i % 5000);
    const edges = binEdges(values);
    expect(edges.length).toBeLessThanOrEqual(253);
    const counts = new Map<number, number>();
    for (const value of values) counts.set(binOf(edges, value), (counts.get(binOf(edges, value)) ?? 0) + 1);
    expect(Math.max(...counts.keys())).toBeLessThanOrEqual(254);
    for (const count of counts.values()) expect(count).toBeLessThan(100);
  });

  it('keep neighbours in single precision apart', () => {
    const [below, above] = [1, 1 + 2 ** -23];
    const edges = binEdges(Float32Array.of(below, above));
    expect(binOf(edges, below)).toBe(1);
    expect(binOf(edges, above)).toBe(2);
  });

  it('have no edge in a constant or empty column', () => {
    expect(binEdges(Float32Array.of(4, 4, 4)).length).toBe(0);
    expect(binEdges(Float32Array.of(Number.NaN)).length).toBe(0);
  });

  it.each([
    ['spread evenly', (random: number) => random],
    ['close together, except for a few', (random: number) => random ** 40 * 1e9],
    ['few', (random: number) => Math.round(4 * random)],
    ['one', () => 3],
    ['of both signs and any size', (random: number) => (random - 0.5) * 3e38],
    ['the smallest there are', (random: number) => Math.round(100 * random) * 1.4e-45],
  ])('of many values at once are those of each: %s', (_how, of) => {
    const random = randomStream(1, 'bins');
    const some = Float32Array.from({ length: 3000 }, () => of(random()));
    const edges = binEdges(some);
    // Also values beyond those the edges were made of, the edges themselves, and none.
    const beyond = Float32Array.of(-3.4e38, 3.4e38, -1, 0, Number.NaN);
    const values = Float32Array.from([...some, ...edges, ...beyond]);
    expect([...binsOf(edges, values)]).toEqual(Array.from(values, (value) => binOf(edges, value)));
  });
});
