import type { MissingWeek } from '../../contracts/project.ts';
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
  if (missingWeek === 'zero') fillZeros(grid, units);
  return units;
}

/** A store that reported a week sold none of the items it left out; before an item's first sale nothing is known. */
function fillZeros(grid: SeriesGrid, units: Float64Array): void {
  const width = grid.weeks.length;
  const reported = new Map<string, Uint8Array>();
  grid.series.forEach(({ store }, series) => {
    const weeks = reported.get(store) ?? new Uint8Array(width);
    for (let week = 0; week < width; week += 1) if (!Number.isNaN(units[series * width + week])) weeks[week] = 1;
    reported.set(store, weeks);
  });
  grid.series.forEach(({ store }, series) => {
    const weeks = reported.get(store);
    let started = false;
    for (let week = 0; week <= grid.cutoffIndex; week += 1) {
      const cell = series * width + week;
      if (!Number.isNaN(units[cell])) started = true;
      else if (started && weeks?.[week] === 1) units[cell] = 0;
    }
  });
}

/** Names a store × item in maps. */
export function seriesKey(store: string, item: string): string {
  return `${store}\u001f${item}`;
}
