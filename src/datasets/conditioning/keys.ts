import type { ResolvedSource } from '../../contracts/project.ts';
import { sourceKindFacts } from '../../contracts/source-kinds.ts';

/**
 * The columns that name a row of the source's standard table. Known-ahead and observed sources may leave out `store` or `item`: their
 * values then hold for all of them.
 */
export function keyColumns(source: Pick<ResolvedSource, 'kind' | 'standardColumns'>): readonly string[] {
  const names = new Set(source.standardColumns.map((column) => column.name));
  const { key, namedKey } = sourceKindFacts[source.kind];
  const all = namedKey && names.has(namedKey[0] ?? '') ? namedKey : key;
  return all.filter((name) => names.has(name));
}

/** Columns of the standard table that say something about the key. */
export function valueColumns(source: Pick<ResolvedSource, 'kind' | 'standardColumns'>): readonly string[] {
  const keys = keyColumns(source);
  return source.standardColumns.map((column) => column.name).filter((name) => !keys.includes(name));
}
