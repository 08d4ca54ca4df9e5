import { expect, test } from 'vitest';
import { binsOf, driftRows, driftRule, type Distribution } from '../../../src/dashboard/pages/data/drift-rows.ts';
import {
  freshnessSummary,
  standOf,
  worstOf,
  type RegionFreshness,
  type SourceFreshness,
} from '../../../src/dashboard/pages/data/freshness-words.ts';
import { reasonCounts } from '../../../src/dashboard/pages/data/reason-counts.ts';
import { RowFaultsError } from '../../../src/dashboard/pages/data/row-faults.ts';
import { defaultDrift } from '../../support/default-drift.ts';

const source = (state: SourceFreshness['state'], more: Partial<SourceFreshness> = {}): SourceFreshness => ({
  ...{ source: 'sales', kind: 'shipments', state, files: 1, rows: 1, setAside: 0, failed: 0, ...more },
});
const region = (name: string, ...sources: SourceFreshness[]): RegionFreshness => ({
  ...{ region: name, sources },
  ...(sources.length > 0 ? { dataset: { version: 'd', cutoff: '2026-11-09', recordedAt: '', rows: 1 } } : {}),
});

test('a source stands as it is, and a failed check shows even where it is fresh', () => {
  expect(standOf(source('fresh'))).toEqual({ tone: 'good', words: 'fresh' });
  expect(standOf(source('fresh', { failed: 2 }))).toEqual({ tone: 'warn', words: '2 checks failed' });
  expect(standOf(source('late', { weeksBehind: 1, failed: 1 }))).toEqual({ tone: 'warn', words: '1 week behind' });
  expect(standOf(source('missing', { failed: 1 }))).toEqual({ tone: 'bad', words: 'nothing came' });
});

test('regions are ordered by their worst source, those without data first', () => {
  const regions = [region('good', source('fresh')), region('late', source('fresh'), source('late')), region('new')];
  const order = regions.toSorted((a, b) => worstOf(a) - worstOf(b)).map((one) => one.region);
  expect(order).toEqual(['new', 'late', 'good']);
  expect(freshnessSummary(regions)).toBe(
    '1 of 3 regions have every source fresh and every check passed; 1 had no cycle yet',
  );
});

const drifted = (column: string, verdict: 'drift' | 'steady' | 'not judged', psi?: number) => ({
  ...{ column, kind: 'weekly' as const, verdict, detail: '', ...(psi === undefined ? {} : { psi }) },
});
const distribution = (column: string): Distribution => ({
  ...{ column, of: 'change', meanThen: 1, meanNow: 2 },
  bins: { edges: [-0.1, 0.1], then: [0.2, 0.6, 0.2], now: [0, 0.5, 0.5] },
});

test('columns that drifted come first, each with its distribution', () => {
  const rows = driftRows([
    {
      ...{ segment: { region: 'north', format: 'large', velocity: 'fast' }, champion: 'm', trainedTo: '', cutoff: '' },
      columns: [drifted('rain', 'steady', 0.1), drifted('deal', 'not judged'), drifted('price', 'drift', 0.3)],
      errors: { verdict: 'steady', detail: '', weeks: 4, realisedWape: 0.1, backtestWape: 0.1 },
      distributions: [distribution('price')],
    },
  ]);
  expect(rows.map(({ segment, column, distribution: of }) => [segment, column, of !== undefined])).toEqual([
    ['large/fast', 'price', true],
    ['large/fast', 'deal', false],
    ['large/fast', 'rain', false],
  ]);
});

test('bins are named by their edges', () => {
  expect(binsOf(distribution('price'))).toEqual([
    { label: 'below −10%', then: 0.2, now: 0 },
    { label: '−10% to +10%', then: 0.6, now: 0.5 },
    { label: 'from +10%', then: 0.2, now: 0.5 },
  ]);
  const values = { ...distribution('x'), of: 'value', bins: { edges: [2000], then: [1, 0], now: [1, 0] } } as const;
  expect(binsOf(values).map(({ label }) => label)).toEqual(['below 2,000', 'from 2,000']);
  expect(binsOf({ ...values, bins: { edges: [], then: [1], now: [1] } }).map(({ label }) => label)).toEqual(['all']);
});

test('the rule of drift is said in a sentence', () => {
  expect(driftRule(defaultDrift)).toContain(
    'a PSI above 0.1, a test with p below 0.01, values that moved by more than 5%',
  );
  expect(driftRule({ ...defaultDrift, columns: ['price'] })).toContain('Checked columns: price.');
});

test('rows set aside are counted by source and reason over all files', () => {
  const count = (file: string, reason: string, rows: number) => ({ source: 'sales', file, reason, rows });
  expect(reasonCounts([count('a', 'schema', 1), count('b', 'schema', 3), count('a', 'not-a-week', 2)])).toEqual([
    { source: 'sales', reason: 'schema', rows: 4, files: 2, mostIn: 'b' },
    { source: 'sales', reason: 'not-a-week', rows: 2, files: 1, mostIn: 'a' },
  ]);
});

test('rows that are still bad are shown one by one', () => {
  const { message, details } = new RowFaultsError(['line 2: not a number']);
  expect([message, details.errors]).toEqual([
    'Rows are still bad, and nothing was landed.',
    [{ pointer: '', detail: 'line 2: not a number' }],
  ]);
});
