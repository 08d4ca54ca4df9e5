import { returnsColumn } from '../../contracts/source-kinds.ts';
import { isoDateOfEpochDay } from '../../contracts/week.ts';
import type { DatasetPorts } from '../ports.ts';
import type { CorrectionLog } from './correction-log.ts';
import { fillCounts } from './fill-counts.ts';
import type { WeeklyColumns } from './fill-weekly.ts';
import { fillZeroReturns } from './fill-zeros.ts';
import { localPaths } from './local-paths.ts';
import { withoutCopies } from './same-content.ts';
import type { SeriesGrid } from './series-grid.ts';
import type { SourceFiles } from './source-files.ts';
import { SourceTally } from './source-tally.ts';

/**
 * The units that came back, up to the cutoff, as the column `returns`. Rows of stores and items without a series are not looked at.
 *
 * @param units of the shipments: without a row nothing came back where units are known, if the source says that it is complete
 */
export async function fillReturns(
  ports: DatasetPorts,
  { source, files: all }: SourceFiles,
  grid: SeriesGrid,
  corrections: CorrectionLog,
  units: Float64Array,
): Promise<WeeklyColumns> {
  const tally = new SourceTally(source);
  const { files, copies } = source.repeatedWeek === 'parts' ? withoutCopies(all) : { files: all, copies: [] };
  tally.copies = copies;
  const stores = [...new Set(grid.series.map(({ store }) => store))].sort();
  const items = [...new Set(grid.series.map(({ item }) => item))].sort();
  const hasDate = source.standardColumns.some(({ name }) => name === 'date');
  const { rows, file, codes, days, numbers } = await ports.tables.readCoded(await localPaths(ports.store, files), {
    codes: { store: stores, item: items },
    days: ['week', ...(hasDate ? ['date'] : [])],
    numbers: ['units'],
    where: [
      { column: 'week', atLeast: grid.weeks[0] ?? '' },
      { column: 'week', atMost: grid.weeks[grid.cutoffIndex] ?? '' },
      { column: 'store', in: stores },
      { column: 'item', in: items },
    ],
  });
  const sold = new Set(grid.series.map(({ store, item }) => `${store}\n${item}`));
  const [store, item, day] = [codes['store']!, codes['item']!, days['week']!];
  const used = new Set<number>();
  let last = -Infinity;
  for (let row = 0; row < rows; row += 1) {
    if (!sold.has(`${stores[store[row]!]!}\n${items[item[row]!]!}`)) continue;
    used.add(file[row]!);
    tally.rows += 1;
    last = Math.max(last, day[row]!);
  }
  if (tally.rows > 0) tally.sawWeek(isoDateOfEpochDay(last));
  tally.files.push(...files.filter((_, index) => used.has(index)));
  const given = { file, store, item, day, date: days['date'], units: numbers['units']! };
  const returns = fillCounts(grid, { stores, items, files, rows: given }, tally, corrections, returnsColumn);
  if (source.missingWeek === 'zero') fillZeroReturns(grid, returns, units);
  return { columns: { [returnsColumn]: returns }, tally };
}
