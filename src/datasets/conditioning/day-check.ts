import { eventScopes, type SourceKind } from '../../contracts/source-kinds.ts';
import type { LoadedSource } from '../../project/loaded-project.ts';
import { isDate, nameInProject, unknownName, type RowFault } from './row-faults.ts';

/** Checks a row and returns its fault; empties texts that are there only to narrow or date it. */
type DayCheck = (row: Record<string, unknown>) => RowFault | undefined;

/** The names that the project has. */
interface KnownNames {
  readonly regions: readonly string[];
  readonly formats: readonly string[];
}

/** By kind, what its rows are checked for as a whole; `undefined` where columns one by one say all. */
const dayChecks: Readonly<Record<SourceKind, ((names: KnownNames) => DayCheck) | undefined>> = {
  shipments: undefined,
  'known-ahead': undefined,
  observed: undefined,
  stores: undefined,
  items: undefined,
  returns: undefined,
  weather: weatherCheck,
  demographics: undefined,
  events: eventCheck,
};

/** The check for kinds whose rows are about days; `undefined` for others. */
export function createDayCheck(source: Pick<LoadedSource, 'kind'>, names: KnownNames): DayCheck | undefined {
  return dayChecks[source.kind]?.(names);
}

function weatherCheck(): DayCheck {
  const dayFault = createDayFault();
  return (row) => {
    emptyToNull(row, ['issued']);
    return dayFault(row, 'date') ?? (typeof row['issued'] === 'string' ? dayFault(row, 'issued') : undefined);
  };
}

function eventCheck(names: KnownNames): DayCheck {
  const dayFault = createDayFault();
  return (row) => {
    emptyToNull(row, eventScopes);
    return (
      dayFault(row, 'start') ?? dayFault(row, 'end') ?? spanFault(row) ?? strengthFault(row) ?? scopeFault(row, names)
    );
  };
}

/** Finds a column that should be a day and is none; days come again and again. */
function createDayFault(): (row: Readonly<Record<string, unknown>>, column: string) => RowFault | undefined {
  const known = new Map<string, boolean>();
  return (row, column) => {
    const day = String(row[column]);
    let sound = known.get(day);
    if (sound === undefined) known.set(day, (sound = isDate(day)));
    return sound ? undefined : { column, reason: 'impossible-date', detail: `"${day}"` };
  };
}

/** Writes the project's own spelling into the row, too. */
function scopeFault(row: Record<string, unknown>, { regions, formats }: KnownNames): RowFault | undefined {
  return nameFault(row, 'region', regions) ?? nameFault(row, 'format', formats);
}

function nameFault(
  row: Record<string, unknown>,
  column: 'region' | 'format',
  known: readonly string[],
): RowFault | undefined {
  const value = row[column];
  if (value === null || value === undefined) return undefined;
  const name = nameInProject(value, known);
  if (name === undefined) return unknownName(column, value, known);
  row[column] = name;
  return undefined;
}

/** An observation may leave `issued` empty, or leave it out: the two must be one key. */
function emptyToNull(row: Record<string, unknown>, columns: readonly string[]): void {
  for (const column of columns) {
    if (row[column] === '' || row[column] === undefined) row[column] = null;
  }
}

function spanFault({ start, end }: Readonly<Record<string, unknown>>): RowFault | undefined {
  if (String(end) >= String(start)) return undefined;
  const detail = `ends on ${String(end)}, before it starts on ${String(start)}`;
  return { column: 'end', reason: 'impossible-date', detail };
}

function strengthFault(row: Readonly<Record<string, unknown>>): RowFault | undefined {
  for (const column in row) {
    const value = row[column];
    if (typeof value === 'number' && value < 0) {
      return { column, reason: 'implausible-value', detail: `${value}, a strength is 0 or more` };
    }
  }
  return undefined;
}
