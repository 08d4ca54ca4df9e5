import { describe, expect, test } from 'vitest';
import { boost, type BoostedTrees, type BoostingProblem } from '../../../src/forecasting/trees/boost.ts';
import { randomStream } from '../../../src/forecasting/random.ts';
import { sharedDraws, usualDraw } from '../../../src/forecasting/trees/row-draws.ts';

const rows = 2000;
const random = randomStream(7);
/** Two columns of which the first decides. */
const values = [0, 1].map(() => Uint8Array.from({ length: rows }, () => 1 + Math.floor(random() * 8)));
const edges = Float32Array.from({ length: 8 }, (_, bin) => bin + 1);
const problem: BoostingProblem = {
  table: values.map((bins, column) => ({
    ...{ name: `column-${column}`, edges, bins, rowOf: undefined, ofRow: 1, ofCutoff: 0, ofStep: 0, shift: 0 },
    ...{ lastStep: 1, absentBin: 0 },
  })),
  places: {
    position: Int32Array.from({ length: rows }, (_, row) => row),
    cutoff: new Int32Array(rows),
    step: new Int32Array(rows).fill(1),
  },
  target: Float64Array.from(values[0]!, (bin) => 2 + bin / 4 + random() / 10),
  offset: new Float64Array(rows).fill(3),
  cost: new Float64Array(rows).fill(1),
  aim: 'wape',
};
const settings = { trees: 12, leaves: 4, minLeafRows: 20, columnShare: 1, rowShare: 0.25, learningRate: 0.3 };
const draw = { ...usualDraw, wholeRows: 100, keptRows: 1000, treesPerDraw: 5 };

describe('trees that share a draw of rows', () => {
  test('learn the same rows for a number of trees, then others, with all trees before them', async () => {
    const draws = sharedDraws(problem, 500, 1, { treesPerDraw: 2 });
    const leaf = (value: number) => ({
      ...{
        column: Int32Array.of(-1),
        threshold: new Float32Array(1),
        left: Int32Array.of(-1),
        right: Int32Array.of(-1),
      },
      ...{ missingLeft: new Uint8Array(1), value: Float64Array.of(value) },
    });
    const seen: { rows: string; forecast: number }[] = [];
    for (const value of [1, 10, 100, 1000, 0]) {
      const drawn = await draws.next(random);
      expect(new Set(drawn.forecast).size).toBe(1);
      expect(drawn.target[17]).toBe(problem.target[drawn.rows[17]!]);
      expect(drawn.bins([0])[0]![17]).toBe(values[0]![drawn.rows[17]!]);
      seen.push({ rows: drawn.rows.join(), forecast: drawn.forecast[0]! });
      draws.add(leaf(value));
    }
    expect(seen.map(({ forecast }) => forecast)).toEqual([3, 4, 14, 114, 1114]);
    expect(seen[0]!.rows).toBe(seen[1]!.rows);
    expect(seen[2]!.rows).toBe(seen[3]!.rows);
    expect(new Set(seen.map((one) => one.rows)).size).toBe(3);
  });

  test('make the error smaller, and continue to the same trees wherever they were interrupted', async () => {
    const after: BoostedTrees[] = [];
    const keep = (grown: BoostedTrees): Promise<void> => {
      after.push({ ...grown, gains: grown.gains.slice() });
      return Promise.resolve();
    };
    const whole = await boost(problem, settings, 1, { onTree: keep }, draw);
    expect(whole.losses.at(-1)!).toBeLessThan(whole.losses[0]! / 3);
    expect(after).toHaveLength(11);
    const grow = (keptRows: number) => boost(problem, settings, 1, {}, { ...draw, keptRows });
    expect(await grow(rows - 1)).toEqual(whole);
    expect(await grow(rows)).not.toEqual(whole);
    for (const resumeFrom of after) {
      expect(await boost(problem, settings, 1, { resumeFrom }, draw)).toEqual(whole);
    }
  });
});
