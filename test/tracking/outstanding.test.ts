import { expect, test } from 'vitest';
import type { ModelExport } from '../../src/ports/model-exports.ts';
import { knownVersions, outstanding } from '../../src/tracking/outstanding.ts';
import { registeredModel } from '../support/registered-models.ts';

const known = knownVersions([
  { ...registeredModel('b', 'fast', 'challenger'), registeredAt: '2025-10-08T00:00:00.000Z' },
  registeredModel('a', 'fast', 'archived'),
  registeredModel('a', 'fast', 'champion', 'prod'),
]);
const exported = (version: string, standing: Record<string, string>, more: Partial<ModelExport> = {}): ModelExport => ({
  ...{ version, exported: { runId: 'r', modelName: 'm', number: '1', at: '2025-10-09T00:00:00.000Z', standing } },
  ...more,
});

test('a version that two environments know is one, the oldest comes first', () => {
  expect(known.map(({ version, stages }) => [version, stages])).toEqual([
    ['a', { dev: 'archived', prod: 'champion' }],
    ['b', { dev: 'challenger' }],
  ]);
});

test('outstanding is what is not there, stands elsewhere by now, or failed last', () => {
  const left = (...exports: ModelExport[]): unknown[] =>
    outstanding(known, exports).map(({ version, what }) => [version, what]);
  const a = exported('a', { 'shelfcast.stage.dev': 'archived', 'shelfcast.stage.prod': 'champion' });
  const b = exported('b', { 'shelfcast.stage.dev': 'challenger' });
  expect(left()).toEqual([
    ['a', 'model'],
    ['b', 'model'],
  ]);
  expect(left(a, b)).toEqual([]);
  expect(left(exported('a', { 'shelfcast.stage.dev': 'champion' }), b)).toEqual([['a', 'standing']]);
  const failed = { at: '2025-10-10T00:00:00.000Z', reason: 'away' };
  expect(left(a, { ...b, failed })).toEqual([['b', 'standing']]);
  expect(left(a, { version: 'b', failed })).toEqual([['b', 'model']]);
});

test('a version without files goes there no more, and follows the registry where it is there; people’s tags count', () => {
  const tags = { owner: { value: 'ann', by: 'ann', at: '2025-10-09T00:00:00.000Z' } };
  const [version] = knownVersions([{ ...registeredModel('c'), tags, artifactsDeletedAt: '2026-10-09T00:00:00.000Z' }]);
  expect(version!.standing).toEqual({ 'shelfcast.stage.dev': 'champion', 'shelfcast.tag.dev.owner': 'ann' });
  expect(outstanding([version!], [])).toEqual([]);
  expect(outstanding([version!], [exported('c', {})])).toHaveLength(1);
});
