import { expect, test } from 'vitest';
import { memberFacts } from '../../src/forecasting/index.ts';
import { packMember } from '../../src/forecasting/member-files.ts';

const filesOf = (diagnostics: object, content: object = {}) =>
  packMember({ member: 'any', ...content, diagnostics }, new Map());
const space = { trainingRows: 900, featureColumns: 60, targetWeeks: 40, oldestCutoff: '2025-01-06' };
const nothing = { trainingRows: null, featureColumns: null, targetWeeks: null, oldestCutoff: null, networks: [] };

test('a network member has the losses of each of its networks', () => {
  const network = { view: 'long-level', losses: [0.5, 0.4], validationLosses: [0.6, 0.5] };
  const files = filesOf({ ...space, networks: [network], preset: { preset: 'erratic' } });
  expect(memberFacts(files)).toEqual({ ...space, networks: [network] });
});

test('regressions are summed up, since there may be one for every item', () => {
  const regression = (nonZero: number, alpha: number) => ({ rows: 300, columns: 80, nonZero, alpha });
  const regressions = { apples: regression(3, 0.1), bread: regression(31, 0.02), '(pooled)': regression(12, 0.05) };
  expect(memberFacts(filesOf({ ...space, regressions }))).toEqual({
    ...space,
    networks: [],
    regressions: {
      ...{ count: 3, pooled: true, columns: 80 },
      used: { least: 3, median: 12, most: 31 },
      alpha: { least: 0.02, most: 0.1 },
    },
  });
});

test('of a member of earlier code, or one whose files are gone, nothing is known', () => {
  expect(memberFacts(packMember({ member: 'any' }, new Map()))).toEqual(nothing);
  expect(memberFacts(new Map())).toEqual(nothing);
});

test('trees have the errors of the first and the last, and the columns that gained most, as people say them', () => {
  const others = Array.from({ length: 12 }, (_, i) => [`column-${i}`, 0.05] as const);
  const gainShares: Record<string, number> = Object.fromEntries([['eff', 0.4] as const, ...others]);
  const { trees } = memberFacts(
    filesOf({ ...space, rowsPerTree: 20_000, trees: { losses: [0.3, 0.28, 0.25], gainShares } }),
  );
  expect(trees).toMatchObject({ count: 3, rowsPerTree: 20_000, losses: { first: 0.3, last: 0.25 } });
  expect(trees!.columns).toHaveLength(10);
  const twice = { losses: [0.3, 0.2, 0.5, 0.4], gainShares };
  const views = ['driver-effect', 'long-level'];
  const fromTwo = memberFacts(filesOf({ ...space, rowsPerTree: 20_000, trees: twice }, { views })).trees!;
  expect(fromTwo.count).toBe(4);
  expect(fromTwo.losses.first).toBeCloseTo(0.4, 12);
  expect(fromTwo.losses.last).toBeCloseTo(0.3, 12);
  expect(trees!.columns[0]).toEqual({ column: 'expected effect of the drivers', share: 0.4 });
});
