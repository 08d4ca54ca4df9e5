import { describe, expect, expectTypeOf, it } from 'vitest';
import type { CutoffColumn, TargetColumn } from '../../../src/forecasting/features/column.ts';
import type { FeatureGroup } from '../../../src/forecasting/features/feature-group.ts';
import { lagged, orElse, trailingMean } from '../../../src/forecasting/features/trailing.ts';
import {
  asHistory,
  asKnownAhead,
  combined,
  mapped,
  rowsOf,
  type HistoryMatrix,
  type KnownAheadMatrix,
  type WeekMatrix,
} from '../../../src/forecasting/features/week-matrix.ts';

const units = asHistory(Float64Array.of(1, 2, 3, 4));
const price = asKnownAhead(Float64Array.of(5, 6, 7, 8));
const add = (a: number, b: number) => a + b;

describe('what must not compile', () => {
  it('is a column of the target week made of the past', () => {
    const column = (values: KnownAheadMatrix): TargetColumn => ({ name: 'x', at: 'target', values });
    expectTypeOf(column).parameter(0).not.toEqualTypeOf<HistoryMatrix>();
    column(price);
    // @ts-expect-error units of the target week are what is forecast
    column(units);
    // @ts-expect-error so are their trailing means
    column(trailingMean(units, 4, { length: 2 }));
    // @ts-expect-error and whatever they are mixed into
    column(combined(price, units, add));
    // @ts-expect-error numbers of unknown origin are not known ahead
    column(new Float64Array(4));
    // @ts-expect-error filling a driver with units would smuggle them in
    column(orElse(price, units));
    const past: CutoffColumn = { name: 'x', at: 'cutoff', values: combined(price, units, add) };
    expect(past.values).toEqual(Float64Array.of(6, 8, 10, 12));
  });

  it('is a group that is not known ahead with a column of the target week', () => {
    const described = { name: 'returns', describe: '', applies: () => true } as const;
    const columns = (): TargetColumn[] => [{ name: 'x', at: 'target', values: price }];
    const honest: FeatureGroup = { ...described, knownAhead: true, columns };
    // @ts-expect-error it says of itself that it is not known ahead
    const dishonest: FeatureGroup = { ...described, knownAhead: false, columns };
    expect([honest.knownAhead, dishonest.knownAhead]).toEqual([true, false]);
  });
});

describe('arithmetic', () => {
  it('keeps what its inputs are known to be', () => {
    expectTypeOf(trailingMean(price, 4, { length: 2 })).toEqualTypeOf<KnownAheadMatrix>();
    expectTypeOf(lagged(units, 4, 1)).toEqualTypeOf<HistoryMatrix>();
    expectTypeOf(mapped(price, Math.log)).toEqualTypeOf<KnownAheadMatrix>();
    expectTypeOf(rowsOf(units, [0], 2)).toEqualTypeOf<HistoryMatrix>();
    expectTypeOf(combined(price, price, add)).toEqualTypeOf<KnownAheadMatrix>();
    expectTypeOf(combined(units, price, add)).toEqualTypeOf<WeekMatrix<'history' | 'known-ahead'>>();
    expect(combined(units, price, add)).toEqual(Float64Array.of(6, 8, 10, 12));
    expect(mapped(units, (value, cell) => value * cell)).toEqual(Float64Array.of(0, 2, 6, 12));
  });

  it('takes rows in any order, more than once', () => {
    expect(rowsOf(units, [1, 0, 1], 2)).toEqual(asHistory(Float64Array.of(3, 4, 1, 2, 3, 4)));
  });
});
