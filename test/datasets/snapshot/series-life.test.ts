import { describe, expect, test } from 'vitest';
import { seriesLife } from '../../../src/datasets/snapshot/series-life.ts';
import { createSeriesGrid } from '../../../src/datasets/snapshot/series-grid.ts';
import { addWeeks } from '../../../src/contracts/week.ts';
import type { ListedAhead } from '../../../src/datasets/snapshot/listed-ahead.ts';

const first = '2024-01-01';
const no = Number.NaN;

/** Units of each item in one store, week by week; `steady` is in ten stores more, so that weeks count. */
function lifeOf(units: Readonly<Record<string, (week: number) => number>>, listed?: readonly string[], nWeeks = 80) {
  const stores = Array.from({ length: 10 }, (_, index) => `t${index}`);
  const series = [
    ...Object.keys(units).map((item) => ({ format: 'large', store: 's', item })),
    ...stores.map((store) => ({ format: 'large', store, item: 'steady' })),
  ];
  const grid = createSeriesGrid(series, { first, cutoff: addWeeks(first, nWeeks - 1), horizonWeeks: 2 });
  const matrix = grid.series.flatMap(({ item }) =>
    Array.from({ length: nWeeks + 2 }, (_, week) => (week < nWeeks ? (units[item]?.(week) ?? 5) : no)),
  );
  const ahead: ListedAhead | undefined = listed && {
    has: (_, item) => item === 'steady' || listed.includes(item),
    planned: () => Promise.resolve([]),
  };
  return seriesLife(grid, Float64Array.from(matrix), ahead).map(({ item, state, lastSale, why }) => {
    return `${item} ${state} ${lastSale}: ${why}`;
  });
}

describe('by its sales', () => {
  test('a series has ended that pauses 13 weeks longer than ever before', () => {
    const until = (last: number) => (week: number) => (week <= last ? 4 : 0);
    expect(lifeOf({ ended: until(66), pausing: until(67), missing: (week) => (week <= 60 ? 4 : no) })).toEqual([
      'ended ended 2025-04-07: 13 weeks without a sale, longest pause before 0',
      'missing ended 2025-02-24: 19 weeks without a sale, longest pause before 0',
    ]);
  });

  test('a slow one has not', () => {
    expect(lifeOf({ slow: (week) => (week % 20 === 5 ? 1 : 0) })).toEqual([]);
  });

  test('one of a season has, until the season is due', () => {
    const december = (week: number) => (week % 52 >= 47 ? 9 : 0);
    const stopped = (week: number) => (week <= 70 ? 9 : 0);
    expect(lifeOf({ december }, undefined, 90)).toEqual([
      'december ended 2024-12-23: 38 weeks without a sale, longest pause before 0',
    ]);
    expect(lifeOf({ december, stopped }, undefined, 96)).toEqual([
      'stopped ended 2025-05-05: 25 weeks without a sale, longest pause before 0',
    ]);
  });

  test('one without a row is planned', () => {
    expect(lifeOf({ fresh: () => no })).toEqual(['fresh planned null: listed ahead, no row of shipments yet']);
  });

  test('one that began a week ago runs', () => {
    expect(lifeOf({ young: (week) => (week === 78 ? 3 : no) })).toEqual([]);
  });

  test('in a gap of the data nothing ends', () => {
    const gap = (week: number) => (week < 50 ? 5 : no);
    expect(lifeOf({ steady: gap, other: gap })).toEqual([]);
  });
});

describe('by its listing', () => {
  const until = (last: number) => (week: number) => (week <= last ? 4 : 0);

  test('a series that is not listed ahead has ended after four weeks, where nearly all that sell are', () => {
    expect(lifeOf({ gone: until(75), paused: until(76), listed: until(20) }, ['listed'])).toEqual([
      'gone ended 2025-06-09: 4 weeks without a sale, not listed ahead',
    ]);
  });

  test('but not where the listing itself is missing', () => {
    const twenty = Object.fromEntries(Array.from({ length: 20 }, (_, item) => [`i${item}`, () => 5]));
    expect(lifeOf({ ...twenty, gone: until(75) }, [])).toEqual([]);
  });
});
