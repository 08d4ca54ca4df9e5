import { expect, test } from 'vitest';
import type { ChampionTerm } from '../../../src/ports/champions.ts';
import { releaseFaults, type ReleasedModel } from '../../../src/registry/policy/release-faults.ts';

const passed = { check: 'mape within target', passed: true, detail: 'MAPE 27.5%, target 45.0%' };
const failed = { check: 'no worse than the champion', passed: false, detail: 'MAPE 27.5%, champion 20.0%' };
const term: ChampionTerm = {
  ...{ version: 'm1', by: 'promote', since: '2026-01-05T00:00:00.000Z', actor: 'cycle' },
  ...{ reason: null, previous: null },
};
const sound: ReleasedModel = {
  policy: 'automatic',
  gate: [passed],
  term,
  decisions: [],
  sourceFiles: 3,
  triggers: [{ cause: 'timer', requestedBy: 'schedule' }],
};
const approved = [
  { kind: 'wait', actor: 'cycle' },
  { kind: 'approve', actor: 'ann' },
] as const;

test.each<[string, Partial<ReleasedModel>]>([
  ['passed its gate', {}],
  ['was approved by a person', { policy: 'manual', decisions: approved }],
  ['was approved though its gate failed', { gate: [failed], decisions: approved }],
  ['was rolled back to', { policy: 'manual', term: { ...term, by: 'rollback', actor: 'ines' } }],
])('a model that %s may be released', (_, change) => {
  expect(releaseFaults({ ...sound, ...change })).toEqual([]);
});

test.each<[Partial<ReleasedModel>, string, string]>([
  [{ policy: 'manual' }, 'no-approval', 'no person approved it, and the policy is manual'],
  [{ gate: [passed, failed] }, 'no-approval', 'its gate failed: no worse than the champion, and no person approved it'],
  [{ gate: [] }, 'no-approval', 'it has no gate, and no person approved it'],
  [{ waitsSince: '2026-01-12T00:00:00.000Z' }, 'no-approval', 'it waits for a person since 2026-01-12'],
  [{ sourceFiles: 0 }, 'no-source-files', 'no file led to its dataset version'],
  [{ triggers: [] }, 'no-cause', 'the cycle that trained it is not in the registry'],
  [{ artifactsDeletedAt: '2026-02-01T00:00:00.000Z' }, 'no-files', 'its files were deleted on 2026-02-01'],
])('%j is %s', (change, fault, detail) => {
  expect(releaseFaults({ ...sound, ...change })).toEqual([{ fault, detail }]);
});

test('a champion that nothing led to is named with everything that it lacks', () => {
  const { term: _, ...unknown } = { ...sound, sourceFiles: 0, triggers: [] };
  expect(releaseFaults(unknown).map(({ fault }) => fault)).toEqual(['no-approval', 'no-source-files', 'no-cause']);
});
