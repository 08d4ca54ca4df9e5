import { expect, test } from 'vitest';
import type { ColumnDrift, DriftVerdict, SegmentDrift } from '../../src/contracts/drift.ts';
import { driftFinding } from '../../src/registry/drift-finding.ts';

const column = (name: string, verdict: DriftVerdict, psi = 0.5): ColumnDrift => ({
  ...{ column: name, kind: 'weekly', verdict, detail: 'PSI 0.50, limit 0.1', psi, shift: -0.2 },
  window: { first: '2026-08-03', last: '2026-08-24' },
});
const drift = (columns: readonly ColumnDrift[], errors: DriftVerdict = 'not judged'): SegmentDrift => ({
  segment: { region: 'north', format: 'large', velocity: 'fast' },
  ...{ champion: 'm1', trainedTo: '2026-08-17', cutoff: '2026-08-24', columns },
  errors: { verdict: errors, detail: 'WAPE 2.00 times', weeks: 5, realisedWape: 0.6, backtestWape: 0.3 },
});

test.each([
  ['nothing measured', undefined, undefined],
  ['nothing judged', drift([column('units', 'not judged')]), undefined],
  [
    'all as before',
    drift([column('units', 'steady'), column('price', 'not judged')]),
    'no: 1 of 2 columns as in the training data',
  ],
  [
    'a column',
    drift([column('price', 'drift'), column('units', 'steady')]),
    'yes: price −20% since 2026-08-03 (PSI 0.50, limit 0.1)',
  ],
  ['errors alone', drift([], 'drift'), 'yes: errors: WAPE 2.00 times'],
  ['errors that are fine', drift([], 'steady'), 'no: errors: WAPE 2.00 times'],
])('%s', (_case, measured, expected) => {
  const finding = driftFinding(measured);
  expect(finding && `${finding.holds ? 'yes' : 'no'}: ${finding.detail}`).toBe(expected);
});

test('names the three columns that moved most, and counts the others', () => {
  const columns = ['a', 'b', 'c', 'd'].map((name, index) => column(name, 'drift', index));
  expect(driftFinding(drift(columns))?.detail).toMatch(/^d .*; c .*; b .*; and 1 more columns$/);
});
