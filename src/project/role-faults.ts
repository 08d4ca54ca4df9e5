import { returnsColumn, sourceKindFacts, type SourceKind, type SourceKindFacts } from '../contracts/source-kinds.ts';
import type { PlacedSource } from './column-faults.ts';
import type { ConfigFault } from './errors.ts';
import { rolesOfSources } from './source-roles.ts';
import { numbersOf } from './standard-columns.ts';
import { list } from './unchecked.ts';

type WeeklyKind = Extract<SourceKind, 'known-ahead' | 'observed'>;

/** The columns that a project's sources give by week. */
type WeeklyColumns = Readonly<Record<WeeklyKind, readonly string[]>>;

/** The kind of source a role's column must come from: what a feature reads at the target week must be known ahead. */
const kindOfRole: Readonly<Record<string, WeeklyKind>> = {
  price: 'known-ahead',
  promotions: 'known-ahead',
  weather: 'known-ahead',
  events: 'known-ahead',
  returns: 'observed',
};

/**
 * Roles that point nowhere or to a column of the wrong kind, columns with two roles, and columns of sources that have another
 * role by their kind.
 */
export function roleFaults(
  drivers: Readonly<Record<string, unknown>>,
  sources: readonly PlacedSource[],
): readonly ConfigFault[] {
  const columns = weeklyColumns(sources);
  const own = ownRoles(sources);
  const taken = new Map<string, string>();
  return rolesGiven(drivers).flatMap(({ path, role, column }): ConfigFault[] => {
    const kind = kindOfRole[role]!;
    if (!columns[kind].includes(column)) return [{ path, message: wrongColumn(kind, column, columns) }];
    const ownRole = own.get(column);
    if (ownRole !== undefined && ownRole !== role) {
      return [{ path, message: `the column "${column}" has the role drivers.${ownRole} by the kind of its source` }];
    }
    if (role === 'returns' && own.has(returnsColumn) && column !== returnsColumn) {
      return [{ path, message: 'is set by the source of kind returns; leave it out' }];
    }
    const first = taken.get(column);
    if (first !== undefined) return [{ path, message: `the column "${column}" has the role ${first} already` }];
    taken.set(column, path);
    return [];
  });
}

function weeklyColumns(sources: readonly PlacedSource[]): WeeklyColumns {
  const of = (known: SourceKindFacts['known']) =>
    sources.flatMap(({ source, columns }) => {
      const facts = sourceKindFacts[source.kind];
      return facts.gives === 'columns' && facts.known === known ? numbersOf(columns) : [];
    });
  const { returns } = rolesOfSources(sources);
  return {
    'known-ahead': of('ahead'),
    observed: [...of('afterwards'), ...(returns === undefined ? [] : [returns])],
  };
}

/** Role by column, of the columns whose source plays one by its kind. */
function ownRoles(sources: readonly PlacedSource[]): ReadonlyMap<string, string> {
  const { weather, events, returns } = rolesOfSources(sources);
  return new Map([
    ...weather.map((column) => [column, 'weather'] as const),
    ...events.map((column) => [column, 'events'] as const),
    ...(returns === undefined ? [] : [[returns, 'returns'] as const]),
  ]);
}

function rolesGiven(drivers: Readonly<Record<string, unknown>>) {
  return Object.keys(kindOfRole).flatMap((role) => {
    const given = drivers[role];
    const entries = Array.isArray(given)
      ? list(given).map((column, index) => ({ path: `drivers.${role}[${index}]`, role, column }))
      : [{ path: `drivers.${role}`, role, column: given }];
    return entries.flatMap(({ column, ...rest }) => (typeof column === 'string' ? [{ ...rest, column }] : []));
  });
}

function wrongColumn(kind: WeeklyKind, column: string, columns: WeeklyColumns): string {
  if (kind === 'known-ahead' && columns.observed.includes(column)) {
    return `the column "${column}" is observed: it is known only after the week is over, and this role is read for weeks to come`;
  }
  if (kind === 'observed' && columns['known-ahead'].includes(column)) {
    return `the column "${column}" is known ahead, and this role needs one of a source of kind "observed"`;
  }
  const choice = columns[kind].length === 0 ? 'there are none' : `there are ${columns[kind].join(', ')}`;
  return `no ${kind} source has a column "${column}"; ${choice}`;
}
