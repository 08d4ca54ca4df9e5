import { expect, test } from 'vitest';
import {
  byKind,
  countsInWords,
  detailOf,
  pageOf,
  type Node,
} from '../../../src/dashboard/pages/lineage/lineage-words.ts';

const node = (kind: Node['kind'], facts: Node['facts'] = {}): Node => ({ id: kind, kind, title: kind, facts });

test('nodes are counted by kind, in the order in which one is made of another', () => {
  const nodes = [node('model'), node('file'), node('file'), node('forecast')];
  expect(countsInWords(nodes)).toBe('2 files, 1 model, 1 forecast');
  expect(byKind(nodes).map(([kind, all]) => [kind, all.length])).toEqual([
    ['file', 2],
    ['model', 1],
    ['forecast', 1],
  ]);
});

test.each([
  ['file', { path: 'sales/a b.csv' }, '/environments/dev/lineage?kind=file&wanted=sales%2Fa+b.csv'],
  ['dataset', { version: 'd1', region: 'north' }, '/environments/dev/data?view=versions&region=north'],
  ['model', { version: 'm1', environment: 'prod' }, '/environments/prod/models/m1'],
  ['forecast', { region: 'north', cutoff: '2026-11-09' }, '/environments/dev/forecasts?region=north&cutoff=2026-11-09'],
  ['evaluation', { cycleId: 'cycle/dev/north/1' }, '/environments/dev/cycles/cycle/dev/north/1'],
  ['conditioned', { hash: 'c' }, undefined],
  ['model', {}, undefined],
] as const)('a %s leads to its page', (kind, facts, page) => {
  expect(pageOf('dev', node(kind, facts))).toBe(page);
});

test('a model says until when it was trained and who made it champion', () => {
  const promotions = [{ action: 'promote', actor: 'ann', reason: 'better' }];
  expect(detailOf(node('model', { trainingCutoff: '2026-11-09', promotions }))).toBe(
    'trained to 2026-11-09; promoted by ann: better',
  );
  expect(detailOf(node('model', { trainingCutoff: '2026-11-09' }))).toBe('trained to 2026-11-09; never champion');
  expect(detailOf(node('dataset', { region: 'north', cutoff: '2026-11-09', rows: 4800 }))).toBe(
    'north up to 2026-11-09, 4,800 rows',
  );
});
