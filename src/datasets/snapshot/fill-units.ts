import type { MissingWeek } from '../../contracts/project.ts';
import { epochDay } from '../../contracts/week.ts';
import type { CorrectionLog } from './correction-log.ts';
import { fillZeroUnits } from './fill-zeros.ts';
import type { Shipments } from './read-shipments.ts';
import { emptyMatrix, type SeriesGrid } from './series-grid.ts';

/** Units on the grid: later files overwrite earlier ones, which the tally counts; NaN where nothing was reported. */
export function fillUnits(
  grid: SeriesGrid,
  { rows, stores, items, files, tally }: Shipments,
  missingWeek: MissingWeek,
  corrections: CorrectionLog,
): Float64Array {
  const units = emptyMatrix(grid);
  const fileOf = new Int32Array(units.length);
  const seriesAt = seriesByCode(grid, stores, items);
  const firstDay = epochDay(grid.weeks[0] ?? '');
  for (let row = 0; row < rows.units.length; row += 1) {
    const series = seriesAt[rows.store[row]! * items.length + rows.item[row]!]!;
    const week = (rows.day[row]! - firstDay) / 7;
    const cell = series * grid.weeks.length + week;
    const value = rows.units[row]!;
    const earlier = units[cell]!;
    if (earlier === value) tally.repeated += 1;
    else if (!Number.isNaN(earlier)) {
      tally.corrected += 1;
      const [from, by] = [files[fileOf[cell]!]!.path, files[rows.file[row]!]!.path];
      corrections.add(() => {
        const { store, item } = grid.series[series]!;
        return {
          source: tally.source.name,
          key: `store=${store} item=${item}`,
          week: grid.weeks[week]!,
          column: 'units',
          old: earlier,
          new: value,
          file: from,
          correctedBy: by,
        };
      });
    }
    units[cell] = value;
    fileOf[cell] = rows.file[row]!;
  }
  if (missingWeek === 'zero') fillZeroUnits(grid, units);
  return units;
}

/** Series by store and item code, `store * items.length + item`; -1 where the store has not sold the item. */
function seriesByCode(grid: SeriesGrid, stores: readonly string[], items: readonly string[]): Int32Array {
  const storeCode = new Map(stores.map((store, code) => [store, code]));
  const itemCode = new Map(items.map((item, code) => [item, code]));
  const series = new Int32Array(stores.length * items.length).fill(-1);
  grid.series.forEach(({ store, item }, index) => {
    series[storeCode.get(store)! * items.length + itemCode.get(item)!] = index;
  });
  return series;
}
