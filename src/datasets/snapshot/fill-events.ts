import { eventScopes } from '../../contracts/source-kinds.ts';
import { addWeeks, epochDay, isoDateOfEpochDay } from '../../contracts/week.ts';
import { rowCount } from '../../ports/table-engine.ts';
import { keyColumns } from '../conditioning/keys.ts';
import type { DatasetPorts } from '../ports.ts';
import type { Correction, CorrectionLog } from './correction-log.ts';
import type { WeeklyColumns } from './fill-weekly.ts';
import type { Series, SeriesGrid } from './series-grid.ts';
import type { SourceFiles } from './source-files.ts';
import { SourceTally } from './source-tally.ts';

type Scope = Partial<Record<(typeof eventScopes)[number], string>>;

interface Event {
  /** Days since 1970-01-01, the last one included. */
  readonly start: number;
  readonly end: number;
  readonly scope: Scope;
  readonly strengths: readonly number[];
  readonly file: string;
}

/**
 * The events of one source on the grid: per column the sum of strength × share of the week's days, over the events that the
 * series' store, region, format and item fall under; 0 where there is none. Events are plans: they are taken as they are
 * known now, whatever the cutoff.
 */
export async function fillEvents(
  ports: DatasetPorts,
  { source, files }: SourceFiles,
  grid: SeriesGrid,
  region: string,
  corrections: CorrectionLog,
): Promise<WeeklyColumns> {
  const tally = new SourceTally(source);
  const names = source.standardColumns.filter(({ type }) => type === 'number').map(({ name }) => name);
  const scopes = eventScopes.filter((scope) => source.standardColumns.some(({ name }) => name === scope));
  const keys = keyColumns(source);
  const firstDay = epochDay(grid.weeks[0] ?? '');
  const lastDay = firstDay + 7 * grid.weeks.length - 1;
  const isInGrid = (event: Event) =>
    event.end >= firstDay && event.start <= lastDay && (event.scope.region ?? region) === region;

  const events = new Map<string, Event>();
  for (const file of files) {
    // All events: one that a later file moves out of the grid must not stay in it.
    const table = await ports.tables.readParquet(await ports.store.localPath(file.conditioned));
    const text = (column: string, row: number) => table[column]?.[row] as string | null;
    let used = 0;
    for (let row = 0; row < rowCount(table); row += 1) {
      const event: Event = {
        start: epochDay(text('start', row) ?? ''),
        end: epochDay(text('end', row) ?? ''),
        scope: Object.fromEntries(
          scopes.flatMap((scope) => {
            const value = text(scope, row);
            return value === null ? [] : [[scope, value]];
          }),
        ),
        strengths: names.map((name) => (table[name] as Float64Array)[row] ?? Number.NaN),
        file: file.path,
      };
      const key = JSON.stringify(keys.map((column) => text(column, row)));
      const earlier = events.get(key);
      if (!isInGrid(event) && !(earlier && isInGrid(earlier))) continue;
      used += 1;
      tally.sawWeek(lastWeekOf(event, firstDay, lastDay));
      if (earlier) {
        const told = keys.flatMap((column) => {
          const value = text(column, row);
          return value === null ? [] : [`${column}=${value}`];
        });
        const changes = changesOf(earlier, event, names);
        tally[changes.length === 0 ? 'repeated' : 'corrected'] += 1;
        for (const change of changes) {
          corrections.add(() => ({
            source: source.name,
            key: told.join(' '),
            ...change,
            file: earlier.file,
            correctedBy: event.file,
          }));
        }
      }
      events.set(key, event);
    }
    if (used > 0) tally.files.push(file);
    tally.rows += used;
  }

  const matrices = names.map(() => new Float64Array(grid.series.length * grid.weeks.length));
  // By key, so that sums do not depend on the order of rows.
  const ordered = [...events].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event);
  for (const { scope, weeks } of strengthsByScope(ordered.filter(isInGrid), names.length, grid, firstDay)) {
    grid.series.forEach((series, index) => {
      if (isUnder(series, scope)) addWeeksOf(matrices, weeks, index * grid.weeks.length);
    });
  }
  return { columns: Object.fromEntries(names.map((name, index) => [name, matrices[index]!])), tally };
}

/** The strength per column and week that the events of one scope have together. */
function strengthsByScope(events: readonly Event[], width: number, grid: SeriesGrid, firstDay: number) {
  const byScope = new Map<string, { scope: Scope; weeks: readonly Float64Array[] }>();
  const nWeeks = grid.weeks.length;
  for (const { scope, start, end, strengths } of events) {
    const key = JSON.stringify(eventScopes.map((name) => scope[name] ?? null));
    const group = byScope.get(key) ?? {
      scope,
      weeks: Array.from({ length: width }, () => new Float64Array(nWeeks)),
    };
    byScope.set(key, group);
    const from = Math.max(0, Math.floor((start - firstDay) / 7));
    const to = Math.min(nWeeks - 1, Math.floor((end - firstDay) / 7));
    for (let week = from; week <= to; week += 1) {
      const weekStart = firstDay + 7 * week;
      const share = (Math.min(end, weekStart + 6) - Math.max(start, weekStart) + 1) / 7;
      strengths.forEach((strength, column) => {
        if (!Number.isNaN(strength)) group.weeks[column]![week]! += strength * share;
      });
    }
  }
  return byScope.values();
}

function addWeeksOf(matrices: readonly Float64Array[], weeks: readonly Float64Array[], offset: number): void {
  weeks.forEach((values, column) => {
    const matrix = matrices[column]!;
    values.forEach((value, week) => (matrix[offset + week]! += value));
  });
}

function isUnder(series: Series, scope: Scope): boolean {
  // The region is the snapshot's own, and was looked at before.
  return (['store', 'format', 'item'] as const).every((name) => (scope[name] ?? series[name]) === series[name]);
}

function changesOf(
  earlier: Event,
  later: Event,
  names: readonly string[],
): readonly Pick<Correction, 'column' | 'old' | 'new'>[] {
  const days = (['start', 'end'] as const).map((column) => {
    return { column, old: isoDateOfEpochDay(earlier[column]), new: isoDateOfEpochDay(later[column]) };
  });
  const strengths = names.map((column, index) => {
    return { column, old: earlier.strengths[index]!, new: later.strengths[index]! };
  });
  return [...days, ...strengths].filter((change) => !Object.is(change.old, change.new));
}

function lastWeekOf({ start, end }: Event, firstDay: number, lastDay: number): string {
  const day = Math.min(lastDay, Math.max(start, end));
  return addWeeks(isoDateOfEpochDay(firstDay), Math.max(0, Math.floor((day - firstDay) / 7)));
}
