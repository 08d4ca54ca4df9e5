import { expect, test } from 'vitest';
import type { ChampionTerm } from '../../src/ports/champions.ts';
import { rolledBackVersions } from '../../src/registry/rolled-back.ts';

const term = (version: string, by: ChampionTerm['by'], previous: string | null): ChampionTerm => ({
  version,
  by,
  previous,
  since: '2026-11-10T08:00:00.000Z',
  actor: 'ann',
  reason: 'too low',
});
const first = [term('a', 'promote', null), term('b', 'promote', 'a')];

test('versions that were rolled back, with by whom and why', () => {
  expect(rolledBackVersions([...first, term('a', 'rollback', 'b')])).toEqual({
    b: { to: 'a', by: 'ann', at: '2026-11-10T08:00:00.000Z', reason: 'too low' },
  });
});

test('one that a person brought back since is none of them', () => {
  const back = [...first, term('a', 'rollback', 'b')];
  expect(rolledBackVersions([...back, term('b', 'promote', 'a')])).toEqual({});
  expect(Object.keys(rolledBackVersions([...back, term('b', 'rollback', 'a')]))).toEqual(['a']);
});

test('a promotion after another rolls nothing back', () => {
  expect(rolledBackVersions(first)).toEqual({});
});
