import type { ChampionTerm } from '../ports/champions.ts';
import type { RolledBack } from './gate/rollback-check.ts';

/**
 * The versions of a segment that were rolled back, and by which rollback. One that was made champion again since, by
 * a person's approval or another rollback, is none of them.
 */
export function rolledBackVersions(terms: readonly ChampionTerm[]): Readonly<Record<string, RolledBack>> {
  const rolledBack = new Map<string, RolledBack>();
  for (const { version, by, since, actor, reason, previous } of terms) {
    rolledBack.delete(version);
    if (by === 'rollback' && previous !== null) {
      rolledBack.set(previous, { to: version, by: actor, at: since, reason: reason ?? '' });
    }
  }
  return Object.fromEntries(rolledBack);
}
