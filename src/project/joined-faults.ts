import { kindsWhere, sourceKindFacts } from '../contracts/source-kinds.ts';
import type { PlacedSource } from './column-faults.ts';
import type { ConfigFault } from './errors.ts';

/** What sources that are joined by store or item, several of one kind, get wrong together. */
export function joinedFaults(sources: readonly PlacedSource[]): readonly ConfigFault[] {
  return kindsWhere((facts) => facts.completeEachOther === true).flatMap((kind) => {
    const joined = sources.filter(({ source }) => source.kind === kind);
    const [first] = joined;
    if (!first) return [];
    const known = new Set(joined.flatMap(({ columns }) => columns.map(({ name }) => name)));
    const missing = Object.keys(sourceKindFacts[kind].jointly ?? {}).filter((name) => !known.has(name));
    return [
      ...missing.map((name) => ({
        path: `${first.path}.row`,
        message: `a row of ${kind} needs the column "${name}"${joined.length > 1 ? ', here or in another source of this kind' : ''}`,
      })),
      ...typeFaults(joined),
    ];
  });
}

/** Columns of one name that are a text here and a number there. */
function typeFaults(joined: readonly PlacedSource[]): readonly ConfigFault[] {
  const first = new Map<string, { readonly source: string; readonly type: string | undefined }>();
  return joined.flatMap(({ path, source, columns }) =>
    columns.flatMap(({ name, type }): ConfigFault[] => {
      const known = first.get(name);
      if (!known) first.set(name, { source: source.name, type });
      if (!known || known.type === type) return [];
      return [{ path: `${path}.row.${name}`, message: `must be a ${known.type}, as in the source "${known.source}"` }];
    }),
  );
}
