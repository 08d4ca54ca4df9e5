import { sourceKindFacts, type SourceKind, type SourceKindFacts } from '../contracts/source-kinds.ts';
import { numbersOf, type DescribedColumn } from './standard-columns.ts';

interface SourceWithColumns {
  readonly source: { readonly kind: SourceKind };
  readonly columns: readonly DescribedColumn[];
}

/** The roles that columns have because of the kind of their source. */
interface SourceRoles {
  readonly weather: readonly string[];
  readonly events: readonly string[];
  readonly returns: string | undefined;
}

/** The roles in `drivers` that columns of sources have without being listed there. */
export function rolesOfSources(sources: readonly SourceWithColumns[]): SourceRoles {
  const columnsOf = (role: SourceKindFacts['role']) =>
    sources.flatMap(({ source, columns }) => {
      const facts = sourceKindFacts[source.kind];
      if (facts.role !== role) return [];
      return facts.unitsColumn === undefined ? numbersOf(columns) : [facts.unitsColumn];
    });
  return { weather: columnsOf('weather'), events: columnsOf('events'), returns: columnsOf('returns')[0] };
}
