import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawRows, everyRow } from '../../../src/forecasting/features/row-places.ts';
import { randomStream } from '../../../src/forecasting/random.ts';

type Counted = Parameters<typeof everyRow>[0];

/** Series of which each has a row for every step from its first cutoff on; some target weeks are unknown. */
function spaceOf(series: number, nWeeks: number, horizonWeeks: number, seed = 1): Counted {
  const random = randomStream(seed, 'space');
  const stepsTo = new Uint16Array(series * nWeeks);
  for (let i = 0; i < series; i++) {
    const first = Math.floor(random() * (nWeeks / 3));
    for (let t = first + 1; t < nWeeks; t++) {
      if (random() < 0.9) stepsTo[i * nWeeks + t] = Math.min(horizonWeeks, t - first);
    }
  }
  return { series: new Int32Array(series), nWeeks, horizonWeeks, stepsTo };
}

const keysOf = ({ position, cutoff, step }: ReturnType<typeof everyRow>) =>
  Array.from(position, (i, row) => `${i}/${cutoff[row]}/${step[row]}`);

describe('everyRow', () => {
  it('are found by series, cutoff and step', () => {
    const space = {
      series: new Int32Array(2),
      nWeeks: 4,
      horizonWeeks: 2,
      stepsTo: Uint16Array.of(0, 1, 2, 0, 0, 0, 0, 1),
    };
    expect(keysOf(everyRow(space))).toEqual(['0/0/1', '0/0/2', '0/1/1', '1/2/1']);
    expect(keysOf(everyRow(space, { from: 2, to: 3 }))).toEqual(['0/0/2', '0/1/1', '1/2/1']);
  });
});

describe('drawRows', () => {
  it('law: draws rows there are, each once, in order, and some of every target week', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(99),
        (series, horizon, seed) => {
          const space = spaceOf(series, 30, horizon, seed);
          const all = everyRow(space);
          const drawn = drawRows(space, 40, randomStream(seed));
          const weeksOf = (places: typeof all) => new Set(Array.from(places.cutoff, (c, row) => c + places.step[row]!));
          const order = new Map(keysOf(all).map((key, row) => [key, row]));
          const rows = keysOf(drawn).map((key) => order.get(key)!);
          expect(rows).toEqual([...rows].sort((a, b) => a - b));
          expect(new Set(rows).size).toBe(Math.max(weeksOf(all).size, Math.min(40, all.step.length), rows.length));
          expect(weeksOf(drawn)).toEqual(weeksOf(all));
        },
      ),
    );
  });

  it('gives every week its share, and draws other rows from another stream', () => {
    const space = spaceOf(500, 40, 4);
    const all = everyRow(space);
    const drawn = drawRows(space, 2000, randomStream(1));
    const inWeek = (places: typeof all, week: number) =>
      places.cutoff.filter((c, row) => c + places.step[row]! === week).length;
    expect(drawn.step).toHaveLength(2000);
    for (const week of [10, 25, 39]) {
      expect(Math.abs(inWeek(drawn, week) - (2000 * inWeek(all, week)) / all.step.length)).toBeLessThanOrEqual(1);
    }
    expect(drawRows(space, 2000, randomStream(1))).toEqual(drawn);
    expect(drawRows(space, 2000, randomStream(2))).not.toEqual(drawn);
    // All steps and all parts of the list of series.
    for (const step of [1, 2, 3, 4]) expect(drawn.step.filter((h) => h === step).length).toBeGreaterThan(400);
    expect(drawn.position.filter((i) => i < 250).length).toBeGreaterThan(900);
  });

  it('is every row where no more are wanted', () => {
    const space = spaceOf(5, 30, 3);
    expect(drawRows(space, 1e6, randomStream(1))).toEqual(everyRow(space));
  });
});
