import { epochDay, isoDateOfEpochDay, weekContaining, weekdayOf, type Week } from '../../contracts/week.ts';
import { rowCount } from '../../ports/table-engine.ts';
import type { DatasetPorts } from '../ports.ts';
import { DailyValues, observation } from './daily-values.ts';
import type { WeeklyColumns } from './fill-weekly.ts';
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
): Promise<WeeklyColumns> {
  const tally = new SourceTally(source);
  const names = source.standardColumns.filter(({ type }) => type === 'number').map(({ name }) => name);
  const hasIssued = source.standardColumns.some(({ name }) => name === 'issued');
  const zipOf = (store: string) => textOf(stores.get(store)?.['zip']);
  const zips = [...new Set(grid.series.flatMap(({ store }) => zipOf(store) ?? []))].sort();
  const zipIndex = new Map(zips.map((zip, index) => [zip, index]));
  const firstDay = epochDay(grid.weeks[0] ?? '');
  const nWeeks = grid.weeks.length;
  const asOf = isoDateOfEpochDay(firstDay + 7 * grid.cutoffIndex + 6);
  const days = new DailyValues(zips.length, 7 * nWeeks, names.length);

  for (const file of zips.length === 0 ? [] : files) {
    const table = await ports.tables.readParquet(await ports.store.localPath(file.conditioned), {
      columns: ['zip', 'date', ...(hasIssued ? ['issued'] : []), ...names],
      where: [
        { column: 'zip', in: zips },
        { column: 'date', atLeast: isoDateOfEpochDay(firstDay) },
        { column: 'date', atMost: isoDateOfEpochDay(firstDay + 7 * nWeeks - 1) },
      ],
    });
    const values = names.map((name) => table[name] as Float64Array);
    let used = 0;
    let last = '';
    for (let row = 0; row < rowCount(table); row += 1) {
      const date = String(table['date']?.[row]);
      const issued = textOf(table['issued']?.[row]);
      if ((issued ?? date) > asOf) continue;
      used += 1;
      if (date > last) last = date;
      const outcome = days.offer(
        zipIndex.get(String(table['zip']?.[row])) ?? 0,
        epochDay(date) - firstDay,
        issued === null ? observation : epochDay(issued),
        values.map((column) => column[row] ?? Number.NaN),
      );
      if (outcome === 'corrected' || outcome === 'repeated') tally[outcome] += 1;
    }
    if (used > 0) {
      tally.files.push(file);
      tally.sawWeek(weekOf(last, grid));
    }
    tally.rows += used;
  }

  const columns = names.map((name, column) => {
    const weekly = days.weekly(column, source.weekly?.[name] ?? 'mean');
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

function weekOf(date: string, grid: SeriesGrid): Week {
  return weekContaining(date, weekdayOf(grid.weeks[0] ?? ''));
}
