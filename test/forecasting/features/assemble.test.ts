import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assemble } from '../../../src/forecasting/features/assemble.ts';
import type { FeatureColumn } from '../../../src/forecasting/features/column.ts';
import { asKnownAhead } from '../../../src/forecasting/features/week-matrix.ts';

const horizonWeeks = 3;
const nWeeks = 12;
const lead = 1;
/** The horizon's weeks are behind the cutoff. */
const grid = { nWeeks, cutoffIndex: nWeeks - 1 - horizonWeeks, lastActualIndex: nWeeks - 1 - horizonWeeks - lead };

const columnOf = (kind: number, index: number, series: number): FeatureColumn => {
  const values = asKnownAhead(Float64Array.from({ length: series * nWeeks }, (_, cell) => 1000 * index + cell));
  const name = `column-${index}`;
  if (kind === 0) return { name, at: 'cutoff', values };
  return kind === 1 ? { name, at: 'target', values } : { name, at: 'target', values, weeksAfter: 1 };
};

const cell = fc.record({
  series: fc.nat(2),
  cutoff: fc.integer({ min: lead, max: grid.cutoffIndex }),
  step: fc.integer({ min: 1, max: horizonWeeks }),
});

test('law: every row holds each column at its place, and the step last', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(2), { maxLength: 40 }),
      fc.array(cell, { maxLength: 600, size: 'max' }),
      (kinds, cells) => {
        const columns = kinds.map((kind, index) => columnOf(kind, index, 3));
        const names = columns.map(({ name }) => name);
        const places = {
          position: Int32Array.from(cells, ({ series }) => series),
          cutoff: Int32Array.from(cells, ({ cutoff }) => cutoff),
          step: Int32Array.from(cells, ({ step }) => step),
        };
        const made = assemble(names, columns, grid, horizonWeeks, places);
        expect(made.columns).toEqual([...names, 'step']);
        const expected = cells.flatMap(({ series, cutoff, step }) => [
          ...kinds.map((kind, index) => {
            if (kind === 0) return 1000 * index + series * nWeeks + cutoff - lead;
            if (kind === 1) return 1000 * index + series * nWeeks + cutoff + step;
            return step + 1 <= horizonWeeks ? 1000 * index + series * nWeeks + cutoff + step + 1 : 0;
          }),
          step,
        ]);
        expect([...made.values]).toEqual(expected);
      },
    ),
    { numRuns: 50 },
  );
});

test.each([
  ['another name', ['column-0', 'other'], /the columns are not those that were named: column-0, column-1/],
  ['one more', ['column-0', 'column-1', 'column-2'], /3 columns were named, and 2 came/],
])('columns that are not those that were named are refused: %s', (_what, names, message) => {
  const columns = [columnOf(0, 0, 1), columnOf(1, 1, 1)];
  const none = { position: new Int32Array(0), cutoff: new Int32Array(0), step: new Int32Array(0) };
  expect(() => assemble(names, columns, grid, horizonWeeks, none)).toThrow(message);
});
