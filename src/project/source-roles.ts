import { returnsColumn, type SourceKind } from '../contracts/project.ts';
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

/** What sources of kind weather, events and returns play in `drivers` without being listed there. */
export function rolesOfSources(sources: readonly SourceWithColumns[]): SourceRoles {
  const columnsOf = (kind: SourceKind) =>
    sources.flatMap(({ source, columns }) => (source.kind === kind ? numbersOf(columns) : []));
  return {
    weather: columnsOf('weather'),
    events: columnsOf('events'),
    returns: sources.some(({ source }) => source.kind === 'returns') ? returnsColumn : undefined,
  };
}
