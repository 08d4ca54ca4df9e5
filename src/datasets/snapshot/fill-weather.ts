import { epochDay, isoDateOfEpochDay, weekContaining, weekdayOf } from '../../contracts/week.ts';
import { noDay } from '../../ports/table-engine.ts';
import type { DatasetPorts } from '../ports.ts';
import type { CorrectionLog } from './correction-log.ts';
import { DailyValues, observation } from './daily-values.ts';
import type { WeeklyColumns } from './fill-weekly.ts';
import { localPaths } from './local-paths.ts';
import type { AttributeRow } from './read-attributes.ts';
import { emptyMatrix, type SeriesGrid } from './series-grid.ts';
import type { SourceFiles } from './source-files.ts';
import { SourceTally } from './source-tally.ts';

/**
 * The weather of one source on the grid, by the zip codes of the stores, as it was known at the end of the cutoff week: up to
 * then days take their observation, or the newest forecast where there is none; later days take the newest forecast. What
 * was observed later, and forecasts issued later, are not looked at: they would tell a model of the past what nobody knew.
 *
 * A week's value is over the days that have one. Stores without a zip code, zip codes without rows and weeks without a day
 * are missing.
 */
export async function fillWeather(
  ports: DatasetPorts,
  { source, files }: SourceFiles,
  grid: SeriesGrid,
  stores: ReadonlyMap<string, AttributeRow>,
  corrections: CorrectionLog,
): Promise<WeeklyColumns> {
  const names = source.standardColumns.filter(({ type }) => type === 'number').map(({ name }) => name);
  const hasIssued = source.standardColumns.some(({ name }) => name === 'issued');
  const zipOf = (store: string) => textOf(stores.get(store)?.['zip']);
  const zips = [...new Set(grid.series.flatMap(({ store }) => zipOf(store) ?? []))].sort();
  const firstDay = epochDay(grid.weeks[0] ?? '');
  const nWeeks = grid.weeks.length;
  const asOf = firstDay + 7 * grid.cutoffIndex + 6;
  const read = await ports.tables.readCoded(zips.length === 0 ? [] : await localPaths(ports.store, files), {
    codes: { zip: zips },
    days: ['date', ...(hasIssued ? ['issued'] : [])],
    numbers: names,
    where: [
      { column: 'zip', in: zips },
      { column: 'date', atLeast: isoDateOfEpochDay(firstDay) },
      { column: 'date', atMost: isoDateOfEpochDay(firstDay + 7 * nWeeks - 1) },
    ],
  });

  const tally = new SourceTally(source);
  const used = new Set<number>();
  const held = new DailyValues(zips.length, 7 * nWeeks, names.length);
  const dates = read.days['date']!;
  const values = names.map((name) => read.numbers[name]!);
  const given = names.map(() => Number.NaN);
  let last = -Infinity;
  for (let row = 0; row < read.rows; row += 1) {
    const date = dates[row]!;
    const issued = read.days['issued']?.[row] ?? noDay;
    if ((issued === noDay ? date : issued) > asOf) continue;
    const zip = read.codes['zip']![row]!;
    const file = read.file[row]!;
    used.add(file);
    tally.rows += 1;
    if (date > last) last = date;
    for (let column = 0; column < given.length; column += 1) given[column] = values[column]![row]!;
    const outcome = held.offer(
      zip,
      date - firstDay,
      issued === noDay ? observation : issued,
      given,
      file,
      (index, old, from) =>
        corrections.add(() => ({
          source: source.name,
          key: `zip=${zips[zip]!}${issued === noDay ? '' : ` issued=${isoDateOfEpochDay(issued)}`}`,
          week: isoDateOfEpochDay(date),
          column: names[index]!,
          old,
          new: values[index]![row]!,
          file: files[from]!.path,
          correctedBy: files[file]!.path,
        })),
    );
    if (outcome === 'corrected' || outcome === 'repeated') tally[outcome] += 1;
  }
  if (tally.rows > 0) tally.sawWeek(weekContaining(isoDateOfEpochDay(last), weekdayOf(grid.weeks[0] ?? '')));
  tally.files.push(...files.filter((_, index) => used.has(index)));

  const zipIndex = new Map(zips.map((zip, index) => [zip, index]));
  const columns = names.map((name, column) => {
    const weekly = held.weekly(column, source.weekly?.[name] ?? 'mean');
    const matrix = emptyMatrix(grid);
    grid.series.forEach(({ store }, series) => {
      const zip = zipIndex.get(zipOf(store) ?? '');
      if (zip !== undefined) matrix.set(weekly.subarray(zip * nWeeks, (zip + 1) * nWeeks), series * nWeeks);
    });
    return [name, matrix] as const;
  });
  return { columns: Object.fromEntries(columns), tally };
}

/** An empty text says nothing. */
function textOf(value: string | number | null | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
