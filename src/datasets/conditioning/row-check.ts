import { weekdayOf, type Weekday } from '../../contracts/week.ts';
import { kindColumns } from '../../project/kind-columns.ts';
import type { LoadedSource } from '../../project/loaded-project.ts';
import { createDayCheck } from './day-check.ts';
import { isDate, unknownName, type RowFault } from './row-faults.ts';

const dateColumns = ['week', 'date', 'issued', 'start', 'end'];

/** Numbers beyond this are taken for damage, whatever the row schema says. */
const largestPlausible = 1e12;

export type CheckedRow = { readonly row: Readonly<Record<string, unknown>> } | { readonly fault: RowFault };

/** What rows have to fit, beyond their source's row schema. */
export interface ProjectRules {
  readonly weekStartsOn: Weekday;
  readonly regions: readonly string[];
  readonly formats: readonly string[];
}

/**
 * Makes the check for one source's rows: the row schema first, then what holds for every project (weeks, units, regions,
 * formats, plausible numbers). Returns the row as the schema gives it, or its first fault.
 */
export function createRowCheck(
  source: LoadedSource,
  rules: ProjectRules,
): (row: Record<string, unknown>) => CheckedRow {
  const kind = kindColumns[source.kind];
  const weeks = new Map<string, RowFault | undefined>();
  const numbers = source.standardColumns.filter((column) => column.type === 'number').map((column) => column.name);
  const requiredTexts = source.standardColumns
    .filter(({ name, type, optional }) => type === 'text' && !optional && kind.texts[name] !== 'may-be-empty')
    .map((column) => column.name);
  const attributes = source.kind === 'stores';
  const dated = kind.required['week'] !== undefined;
  const counted = source.kind === 'shipments' || source.kind === 'returns';
  const checkDays = createDayCheck(source, rules);

  return (given) => {
    const parsed = source.row.safeParse(given);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const column = typeof issue?.path[0] === 'string' ? issue.path[0] : undefined;
      return {
        fault: schemaFault(column, column === undefined ? undefined : given[column], issue?.message ?? 'refused'),
      };
    }
    const row = parsed.data;
    for (const name of requiredTexts) {
      if (row[name] === '') return { fault: { column: name, reason: 'missing-value', detail: 'empty' } };
    }
    for (const name of numbers) {
      const value = row[name];
      if (typeof value === 'number' && !(Math.abs(value) <= largestPlausible)) {
        return { fault: { column: name, reason: 'implausible-value', detail: String(value) } };
      }
    }
    if (dated) {
      const week = String(row['week']);
      if (!weeks.has(week)) weeks.set(week, weekFault(week, rules.weekStartsOn));
      const fault = weeks.get(week);
      if (fault) return { fault };
    }
    if (counted && (row['units'] as number) < 0) {
      return { fault: { column: 'units', reason: 'negative-units', detail: String(row['units']) } };
    }
    if (attributes) {
      const fault =
        unknownName('region', row['region'], rules.regions) ?? unknownName('format', row['format'], rules.formats);
      if (fault) return { fault };
    }
    const fault = checkDays?.(row);
    return fault ? { fault } : { row };
  };
}

function schemaFault(column: string | undefined, value: unknown, message: string): RowFault {
  const found = typeof value === 'string' ? `"${value}"` : String(value);
  if (column === undefined) return { column, reason: 'schema', detail: message };
  if (value === undefined || value === null || value === '')
    return { column, reason: 'missing-value', detail: 'empty' };
  if (typeof value === 'number' && Number.isNaN(value)) {
    return { column, reason: 'unparsable-value', detail: 'not a number' };
  }
  if (value === Infinity || value === -Infinity) return { column, reason: 'implausible-value', detail: found };
  if (column === 'units' && typeof value === 'number' && value < 0) {
    return { column, reason: 'negative-units', detail: found };
  }
  if (dateColumns.includes(column) && typeof value === 'string' && !isDate(value)) {
    return { column, reason: 'impossible-date', detail: found };
  }
  return { column, reason: 'schema', detail: `${found}: ${message}` };
}

function weekFault(week: string, weekStartsOn: Weekday): RowFault | undefined {
  if (!isDate(week)) return { column: 'week', reason: 'impossible-date', detail: `"${week}"` };
  const weekday = weekdayOf(week);
  if (weekday === weekStartsOn) return undefined;
  return { column: 'week', reason: 'not-a-week', detail: `${week} is a ${weekday}, weeks start on ${weekStartsOn}` };
}
