import { eventScopes } from '../../contracts/project.ts';
import type { LoadedSource } from '../../project/loaded-project.ts';
import { isDate, unknownName, type RowFault } from './row-faults.ts';

/** Checks a row and returns its fault; empties texts that are there only to narrow or date it. */
type DayCheck = (row: Record<string, unknown>) => RowFault | undefined;

/** The check for kinds whose rows are about days, weather and events; `undefined` for others. */
export function createDayCheck(
  source: Pick<LoadedSource, 'kind'>,
  rules: { readonly regions: readonly string[]; readonly formats: readonly string[] },
): DayCheck | undefined {
  const known = new Map<string, boolean>();
  const dayFault = (row: Readonly<Record<string, unknown>>, column: string): RowFault | undefined => {
    const day = String(row[column]);
    let sound = known.get(day);
    if (sound === undefined) known.set(day, (sound = isDate(day)));
    return sound ? undefined : { column, reason: 'impossible-date', detail: `"${day}"` };
  };

  if (source.kind === 'weather') {
    return (row) => {
      emptyToNull(row, ['issued']);
      return dayFault(row, 'date') ?? (typeof row['issued'] === 'string' ? dayFault(row, 'issued') : undefined);
    };
  }
  if (source.kind === 'events') {
    return (row) => {
      emptyToNull(row, eventScopes);
      return dayFault(row, 'start') ?? dayFault(row, 'end') ?? spanFault(row) ?? strengthFault(row) ?? scopeFault(row);
    };
  }
  return undefined;

  function scopeFault(row: Readonly<Record<string, unknown>>): RowFault | undefined {
    const { region, format } = row;
    return (
      (region === null || region === undefined ? undefined : unknownName('region', region, rules.regions)) ??
      (format === null || format === undefined ? undefined : unknownName('format', format, rules.formats))
    );
  }
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
