import { eventScopes, type ResolvedSource, type SourceKind } from '../../contracts/project.ts';

const storeItemWeek = ['store', 'item', 'week'];
/** Units of a week, or of a day of it. */
const storeItemDay = [...storeItemWeek, 'date'];
const candidates: Readonly<Record<SourceKind, readonly string[]>> = {
  shipments: storeItemDay,
  'known-ahead': storeItemWeek,
  observed: storeItemWeek,
  stores: ['store'],
  items: ['item'],
  returns: storeItemDay,
  weather: ['zip', 'date', 'issued'],
  demographics: ['store'],
  events: ['start', 'end', ...eventScopes],
};
/** An event with a name keeps its key when its days change. */
const namedEvent = ['event', ...eventScopes];

/**
 * The columns that name a row of the source's standard table. Known-ahead and observed sources may leave out `store` or `item`: their
 * values then hold for all of them.
 */
export function keyColumns(source: Pick<ResolvedSource, 'kind' | 'standardColumns'>): readonly string[] {
  const names = new Set(source.standardColumns.map((column) => column.name));
  const all = source.kind === 'events' && names.has('event') ? namedEvent : candidates[source.kind];
  return all.filter((name) => names.has(name));
}

/** Columns of the standard table that say something about the key. */
export function valueColumns(source: Pick<ResolvedSource, 'kind' | 'standardColumns'>): readonly string[] {
  const keys = keyColumns(source);
  return source.standardColumns.map((column) => column.name).filter((name) => !keys.includes(name));
}
