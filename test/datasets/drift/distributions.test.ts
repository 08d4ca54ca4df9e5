import { expect, test } from 'vitest';
import { changeEdges } from '../../../src/contracts/profile.ts';
import { addWeeks } from '../../../src/contracts/week.ts';
import { distributionsOf } from '../../../src/datasets/drift/distributions.ts';
import { profileSegment } from '../../../src/datasets/profile/segment-profile.ts';
import { defaultDrift } from '../../support/default-drift.ts';
import { asOf, marketPanel } from '../../support/market-panel.ts';

/** Distributions of a market of some weeks, against a champion trained a week before. */
function distributions(weeks: number, columns?: readonly string[]) {
  const panel = marketPanel({ seed: 1, stores: 8, items: 4, weeks, drift: { from: '2000-01-03', price: 1.3 } });
  const segment = { velocity: 'fast', items: panel.items };
  const cutoff = panel.weeks[panel.cutoffIndex]!;
  const trainedTo = addWeeks(cutoff, -4);
  const span = {
    reference: profileSegment(asOf(panel, trainedTo), segment),
    ...{ current: profileSegment(panel, segment), trainedTo },
  };
  return distributionsOf(span, { ...defaultDrift, ...(columns ? { columns } : {}) });
}

test('columns of weeks are compared by their change against a year before, attributes by their values', () => {
  const found = distributions(160);
  const units = found.find(({ column }) => column === 'units')!;
  expect(units.of).toBe('change');
  expect(units.bins.edges).toHaveLength(changeEdges.length);
  expect(units.bins.edges[0]).toBeCloseTo(Math.exp(-0.8) - 1, 3);
  for (const shares of [units.bins.then, units.bins.now]) {
    expect(shares).toHaveLength(changeEdges.length + 1);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 2);
  }
  expect(units.meanThen).toBeGreaterThan(0);
  const attribute = found.find(({ column }) => column === 'squareMetres')!;
  expect(attribute.of).toBe('value');
  expect(attribute.bins.now).toHaveLength(attribute.bins.edges.length + 1);
  expect(attribute.bins.edges).toEqual(attribute.bins.edges.toSorted((a, b) => a - b));
});

test('without a year before, columns of weeks are compared by their values too', () => {
  const found = distributions(40);
  expect(found.map(({ of }) => of)).toEqual(found.map(() => 'value'));
  expect(found.map(({ column }) => column)).toContain('units');
});

test('columns that are not checked are left out', () => {
  expect(distributions(160, ['price']).map(({ column }) => column)).toEqual(['price']);
});
