import type { ConditionedFile } from '../../contracts/dataset.ts';
import { epochDay } from '../../contracts/week.ts';
import { correctionGroups } from './correction-groups.ts';
import type { CorrectionLog } from './correction-log.ts';
import { FileRepeats } from './file-repeats.ts';
import { partOrder } from './part-order.ts';
import { RepeatedKeyCounter } from './repeated-keys.ts';
import type { SeriesGrid } from './series-grid.ts';
import type { SourceTally } from './source-tally.ts';
import { UnitCells } from './unit-cells.ts';

/** Rows of shipments or returns: columns of equal length, in the order of their files. */
export interface CountRows {
  /** What the codes of the rows represent. */
  readonly stores: readonly string[];
  readonly items: readonly string[];
  /** The source's files, which `file` indexes. */
  readonly files: readonly ConditionedFile[];
  readonly rows: {
    readonly file: Int32Array;
    readonly store: Int32Array;
    readonly item: Int32Array;
    /** First day of the week, counted from 1970-01-01. */
    readonly day: Int32Array;
    /** The day itself, where rows have a `date`. */
    readonly date?: Int32Array | undefined;
    readonly units: Float64Array;
  };
}

/**
 * Units on the grid, NaN where nothing was reported. Rows of one key and file are one row already. Of several files the later one
 * holds, or they are added up where the source comes in parts; a file that corrects another by its name holds either way. Days are
 * added up to weeks. Counts what came again, and looks at it for `repeatedWeek`.
 *
 * @param column the name of the units in corrections
 */
export function fillCounts(
  grid: SeriesGrid,
  { rows, stores, items, files }: CountRows,
  tally: SourceTally,
  corrections: CorrectionLog,
  column: string,
): Float64Array {
  const nWeeks = grid.weeks.length;
  const inParts = tally.source.repeatedWeek === 'parts';
  const paths = files.map(({ path }) => path);
  const groupOf = correctionGroups(paths);
  const cells = new UnitCells(grid.series.length * nWeeks, inParts || rows.date !== undefined);
  const counter = rows.date ? undefined : new RepeatedKeyCounter(grid.weeks, cells.units.length);
  const fileRepeats = inParts && !rows.date ? new FileRepeats(paths) : undefined;
  const seriesAt = seriesByCode(grid, stores, items);
  const firstDay = epochDay(grid.weeks[0] ?? '');
  const order = partOrder(inParts ? rows.file.map((index) => groupOf[index]!) : undefined, rows.date);

  for (let index = 0; index < rows.units.length; index += 1) {
    const row = order ? order[index]! : index;
    const series = seriesAt[rows.store[row]! * items.length + rows.item[row]!]!;
    if (series === -1) continue;
    const week = (rows.day[row]! - firstDay) / 7;
    const cell = series * nWeeks + week;
    const [file, value] = [rows.file[row]!, rows.units[row]!];
    const [from, old] = [cells.fileOf[cell]!, cells.lastPart(cell)];
    const group = groupOf[file]!;
    const put = cells.put(cell, file, value, rows.date?.[row] ?? 0, inParts ? group : 0);
    fileRepeats?.row(file, value);
    if (put === 'new') {
      counter?.first(week, value);
      continue;
    }
    tally[put] += 1;
    if (groupOf[from] === group) counter?.corrected(week, old, value);
    else {
      counter?.again(cell, week, [from, file], old, value);
      fileRepeats?.again(from, old, value);
    }
    if (put !== 'corrected') continue;
    corrections.add(() => {
      const { store, item } = grid.series[series]!;
      return {
        source: tally.source.name,
        key: `store=${store} item=${item}`,
        week: grid.weeks[week]!,
        column,
        old,
        new: value,
        file: files[from]!.path,
        correctedBy: files[file]!.path,
      };
    });
  }
  const repeated = counter?.result(paths);
  if (repeated) tally.repeatedKeys = { taken: inParts ? 'parts' : 'corrections', ...repeated };
  tally.repeats = fileRepeats?.found() ?? [];
  return cells.units;
}

/** Series by store and item code, `store * items.length + item`; -1 where the grid has none. */
function seriesByCode(grid: SeriesGrid, stores: readonly string[], items: readonly string[]): Int32Array {
  const storeCode = new Map(stores.map((store, code) => [store, code]));
  const itemCode = new Map(items.map((item, code) => [item, code]));
  const series = new Int32Array(stores.length * items.length).fill(-1);
  grid.series.forEach(({ store, item }, index) => {
    const [row, column] = [storeCode.get(store), itemCode.get(item)];
    if (row !== undefined && column !== undefined) series[row * items.length + column] = index;
  });
  return series;
}
