import type { MissingWeek } from '../../contracts/project.ts';
import { fillZeroUnits } from './fill-zeros.ts';
import type { Shipments } from './read-shipments.ts';
import { emptyMatrix, type SeriesGrid } from './series-grid.ts';

/** Units on the grid: later files overwrite earlier ones, which the tally counts; NaN where nothing was reported. */
export function fillUnits(grid: SeriesGrid, shipments: Shipments, missingWeek: MissingWeek): Float64Array {
  const units = emptyMatrix(grid);
  const seriesIndex = new Map(grid.series.map(({ store, item }, index) => [seriesKey(store, item), index]));
  for (const rows of shipments.files) {
    for (let row = 0; row < rows.units.length; row += 1) {
      const series = seriesIndex.get(seriesKey(rows.stores[row] ?? '', rows.items[row] ?? ''));
      const week = grid.weekIndex(rows.weeks[row] ?? '');
      if (series === undefined || week === undefined) continue;
      const cell = series * grid.weeks.length + week;
      const value = rows.units[row] ?? Number.NaN;
      const earlier = units[cell] ?? Number.NaN;
      if (!Number.isNaN(earlier)) shipments.tally[earlier === value ? 'repeated' : 'corrected'] += 1;
      units[cell] = value;
    }
  }
  if (missingWeek === 'zero') fillZeroUnits(grid, units);
  return units;
}

/** Names a store × item in maps. */
export function seriesKey(store: string, item: string): string {
  return `${store}\u001f${item}`;
}
