import type { StandardColumn } from '../../contracts/project.ts';
import { sourceKindFacts } from '../../contracts/source-kinds.ts';
import { weekdayOf, type Weekday } from '../../contracts/week.ts';
import type { LoadedProject, LoadedSource } from '../../project/loaded-project.ts';
import { createDayCheck } from './day-check.ts';
import { isDate, nameInProject, unknownName, type RowFault } from './row-faults.ts';
import type { Cell } from './standard-columns.ts';

const dateColumns = ['week', 'date', 'issued', 'start', 'end'];

/** Numbers beyond this are treated as damage, whatever the row schema says. */
const largestPlausible = 1e12;

type CheckedRow = { readonly row: Readonly<Record<string, unknown>> } | { readonly fault: RowFault };

/** What rows have to fit, beyond their source's row schema. */
export interface ProjectRules {
  readonly weekStartsOn: Weekday;
  readonly regions: readonly string[];
  readonly formats: readonly string[];
}

/** The rules of a project. */
export function rulesOf({ resolved }: LoadedProject): ProjectRules {
  return {
    weekStartsOn: resolved.weekStartsOn,
    regions: resolved.regions.map((region) => region.name),
    formats: resolved.formats,
  };
}

export interface RowCheck {
  /** The row as the schema gives it, or its first fault: of the row schema first, then of what holds for every project. */
  row(given: Record<string, unknown>): CheckedRow;
  /**
   * The cell as the schema gives it, where nothing at all is wrong with it; `undefined` says that the whole row has to be looked at.
   * Left out where several cells of a row are looked at together.
   */
  readonly cell?: (column: StandardColumn, given: unknown) => { readonly cell: Cell } | undefined;
}

type Rule = (column: StandardColumn, value: unknown) => RowFault | undefined;

/** Makes the check for one source's rows: its row schema, weeks, units, regions, formats, plausible numbers. */
export function createRowCheck(source: LoadedSource, rules: ProjectRules): RowCheck {
  const projectRules = rulesFor(source, rules);
  const checkDays = createDayCheck(source, rules);
  const named = namedColumns(source, rules);
  const spelled = (column: string, value: unknown): unknown => {
    const known = named.get(column);
    return known ? (nameInProject(value, known) ?? value) : value;
  };
  const firstFault = (row: Readonly<Record<string, unknown>>): RowFault | undefined => {
    for (const rule of projectRules) {
      for (const column of source.standardColumns) {
        const fault = rule(column, row[column.name]);
        if (fault) return fault;
      }
    }
    return undefined;
  };
  const row = (given: Record<string, unknown>): CheckedRow => {
    const parsed = source.row.safeParse(given);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const column = typeof issue?.path[0] === 'string' ? issue.path[0] : undefined;
      return {
        fault: schemaFault(column, column === undefined ? undefined : given[column], issue?.message ?? 'refused'),
      };
    }
    const data: Record<string, unknown> = parsed.data;
    for (const column of named.keys()) data[column] = spelled(column, data[column]);
    const fault = firstFault(data) ?? checkDays?.(data);
    return fault ? { fault } : { row: data };
  };
  if (checkDays || looksAtWholeRows(source)) return { row };
  return {
    row,
    cell(column, given) {
      const schema = source.row.shape[column.name] as unknown as ZodLike;
      const result = schema.safeParse(given);
      if (!result.success || projectRules.some((rule) => rule(column, result.data))) return undefined;
      return { cell: spelled(column.name, result.data) as Cell };
    },
  };
}

interface ZodLike {
  safeParse(value: unknown): { readonly success: true; readonly data: unknown } | { readonly success: false };
}

/** Refinements of the object see a row as a whole. */
function looksAtWholeRows(source: LoadedSource): boolean {
  return (source.row._zod.def.checks?.length ?? 0) > 0;
}

/** The columns of a source that name regions or formats, each with the names of the project. */
function namedColumns(
  { kind, standardColumns }: LoadedSource,
  { regions, formats }: ProjectRules,
): ReadonlyMap<string, readonly string[]> {
  const { jointly = {} } = sourceKindFacts[kind];
  return new Map(
    Object.entries({ region: regions, format: formats }).filter(
      ([column]) => column in jointly && standardColumns.some(({ name }) => name === column),
    ),
  );
}

/** Each looks at one column; one after the other over all columns, they give a row's first fault. */
function rulesFor(source: LoadedSource, rules: ProjectRules): readonly Rule[] {
  const weeks = new Map<string, RowFault | undefined>();
  const days = new Map<string, boolean>();
  const isDay = (text: string): boolean => {
    let known = days.get(text);
    if (known === undefined) days.set(text, (known = isDate(text)));
    return known;
  };
  const { required, jointly = {}, texts, unitsColumn } = sourceKindFacts[source.kind];
  const dated = required['week'] !== undefined;
  const counted = unitsColumn !== undefined;
  return [
    ({ name, type, optional }, value) =>
      type === 'text' && !optional && texts[name] !== 'may-be-empty' && value === ''
        ? { column: name, reason: 'missing-value', detail: 'empty' }
        : undefined,
    ({ name, type }, value) =>
      type === 'number' && typeof value === 'number' && !(Math.abs(value) <= largestPlausible)
        ? { column: name, reason: 'implausible-value', detail: String(value) }
        : undefined,
    ({ name }, value) => {
      if (!dated || name !== 'week') return undefined;
      const week = String(value);
      if (!weeks.has(week)) weeks.set(week, weekFault(week, rules.weekStartsOn));
      return weeks.get(week);
    },
    ({ name }, value) =>
      counted && name === 'date' && !isDay(String(value))
        ? { column: 'date', reason: 'impossible-date', detail: `"${String(value)}"` }
        : undefined,
    ({ name }, value) =>
      counted && name === 'units' && (value as number) < 0
        ? { column: 'units', reason: 'negative-units', detail: String(value) }
        : undefined,
    ({ name }, value) => (name === 'region' && name in jointly ? unknownName(name, value, rules.regions) : undefined),
    ({ name }, value) => (name === 'format' && name in jointly ? unknownName(name, value, rules.formats) : undefined),
  ];
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
