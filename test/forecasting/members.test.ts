import { expect, it } from 'vitest';
import { forecasters } from '../../src/contracts/backtest.ts';
import { forecasterNames } from '../../src/contracts/cycle.ts';
import { computedMembers, fittedMembers, members, perMember } from '../../src/contracts/segment.ts';
import { importedMember } from '../../src/forecasting/imported-member.ts';
import { applyEnsemble, fitEnsemble } from '../../src/forecasting/index.ts';
import { computedMemberTable, fittedMemberTable } from '../../src/forecasting/members.ts';
import { makeBacktest } from './make-backtest.ts';
import { missing, panelOfUnits } from './make-panel.ts';

it('every list of members and forecasters comes from the one list', () => {
  expect(members).toEqual(['lasso', 'network', 'trees', 'seasonal']);
  expect([...fittedMembers, ...computedMembers].sort()).toEqual([...members].sort());
  expect(forecasters).toEqual(['baseline', 'baselineGeometric', ...members, 'ensemble']);
  expect(forecasterNames).toEqual(['baseline', ...members, 'ensemble']);
  expect(Object.keys(perMember(() => 0))).toEqual(members);
});

it('every member has a record under its own name', () => {
  expect(Object.values(fittedMemberTable).map(({ name }) => name)).toEqual(fittedMembers);
  expect(Object.values(computedMemberTable).map(({ name }) => name)).toEqual(computedMembers);
});

it('a member whose predictions are imported is a column of the data; where it is silent the others decide', () => {
  const panel = {
    ...panelOfUnits(
      [
        [4, 6, missing, missing],
        [8, 8, missing, missing],
      ],
      { cutoffIndex: 1 },
    ),
    knownAhead: { theirs: Float64Array.of(0, 0, 5, 7, 0, 0, 9, missing) },
  };
  const forecast = importedMember('theirs', 'theirs').predict(panel, panel.items, 1, 2);
  expect([...forecast.values]).toEqual([5, 7, 9, 8]);
  expect([...forecast.byBaseline!]).toEqual([0, 0, 0, 1]);
  const model = fitEnsemble(makeBacktest());
  const others = { ...forecast, byBaseline: Uint8Array.of(0, 0, 0, 0), values: Float64Array.of(5, 7, 9, 20) };
  const { ensemble } = applyEnsemble(model, { lasso: forecast, network: others });
  expect([...ensemble].map((units) => Math.round(units))).toEqual([5, 7, 9, 20]);
});

it('weights of three members are not negative and sum to 1; the third takes over where it is the best by far', () => {
  const rows = makeBacktest({ lassoError: 0.3, networkError: 0.3 });
  const near = { ...rows, seasonal: Float64Array.from(rows.actual, (y) => 1.05 * y) };
  expect(fitEnsemble(near, { prior: { weeks: 0, rows: 0 } }).weights.seasonal).toBeGreaterThan(0.5);
  expect(fitEnsemble(near)).toMatchObject({
    bestMember: 'seasonal',
    weights: { lasso: 0, network: 0, trees: 0, seasonal: 1 },
  });
  const far = { ...rows, seasonal: Float64Array.from(rows.actual, (y) => 5 * y) };
  const { weights } = fitEnsemble(far);
  expect(weights.seasonal).toBe(0);
  expect(weights.lasso + weights.network).toBeCloseTo(1, 12);
});
