import type { ResolvedSource, SourceKind } from '../../contracts/project.ts';

const candidates: Readonly<Record<SourceKind, readonly string[]>> = {
  shipments: ['store', 'item', 'week'],
  'known-ahead': ['store', 'item', 'week'],
  observed: ['store', 'item', 'week'],
  stores: ['store'],
  items: ['item'],
};

/**
 * The columns that name a row of the source's standard table. Known-ahead and observed sources may leave out `store` or `item`: their
 * values then hold for all of them.
 */
export function keyColumns(source: Pick<ResolvedSource, 'kind' | 'standardColumns'>): readonly string[] {
  const names = new Set(source.standardColumns.map((column) => column.name));
  return candidates[source.kind].filter((name) => names.has(name));
}

/** Columns of the standard table that say something about the key. */
export function valueColumns(source: Pick<ResolvedSource, 'kind' | 'standardColumns'>): readonly string[] {
  const keys = keyColumns(source);
  return source.standardColumns.map((column) => column.name).filter((name) => !keys.includes(name));
}
