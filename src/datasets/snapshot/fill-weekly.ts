import { sourceKindFacts, type SourceKind } from '../../contracts/source-kinds.ts';
import { epochDay } from '../../contracts/week.ts';
import { keyColumns, valueColumns } from '../conditioning/keys.ts';
import type { DatasetPorts } from '../ports.ts';
import type { CorrectionLog } from './correction-log.ts';
import { localPaths } from './local-paths.ts';
import { emptyMatrix, type SeriesGrid } from './series-grid.ts';
import type { SourceFiles } from './source-files.ts';
import { SourceTally } from './source-tally.ts';

export interface WeeklyColumns {
  /** Column name to matrix on the grid. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly tally: SourceTally;
}

/** Whether the columns of a kind of source end at the cutoff. */
export function isObserved(kind: SourceKind): boolean {
  return sourceKindFacts[kind].known === 'afterwards';
}

/**
 * The values of one source of weekly rows on the grid: to the end of the horizon, or to the cutoff where they are observed. A
 * source without `store` or `item` in its rows holds for all of them. Rows of series that the grid does not have are left out.
 */
export async function fillWeekly(
  ports: DatasetPorts,
  { source, files }: SourceFiles,
  grid: SeriesGrid,
  corrections: CorrectionLog,
): Promise<WeeklyColumns> {
  const names = valueColumns(source);
  const keys = keyColumns(source);
  const parts = (['store', 'item'] as const).filter((name) => keys.includes(name));
  const texts = parts.map((part) => [part, [...new Set(grid.series.map((series) => series[part]))].sort()] as const);
  const lastWeek = isObserved(source.kind) ? grid.weeks[grid.cutoffIndex] : grid.weeks.at(-1);
  const { rows, file, codes, days, numbers } = await ports.tables.readCoded(await localPaths(ports.store, files), {
    codes: Object.fromEntries(texts),
    days: ['week'],
    numbers: names,
    where: [
      { column: 'week', atLeast: grid.weeks[0] ?? '' },
      { column: 'week', atMost: lastWeek ?? '' },
      ...texts.map(([column, values]) => ({ column, in: values })),
    ],
  });

  const tally = new SourceTally(source);
  const used = new Set<number>();
  const nWeeks = grid.weeks.length;
  const firstDay = epochDay(grid.weeks[0] ?? '');
  const groups = groupSeries(grid, texts);
  const [storeCodes, itemCodes] = [codes['store'], codes['item']];
  const values = names.map((name) => numbers[name]!);
  const matrices = names.map(() => emptyMatrix(grid));
  // Of the row that filled a cell, 1 more than the file's index.
  const fileOf = new Int32Array(grid.series.length * nWeeks);
  let last = -1;

  for (let row = 0; row < rows; row += 1) {
    const series = groups.seriesOf(storeCodes?.[row] ?? 0, itemCodes?.[row] ?? 0);
    const week = (days['week']![row]! - firstDay) / 7;
    if (series.length === 0) continue;
    used.add(file[row]!);
    tally.rows += 1;
    if (week > last) last = week;
    // All cells of a row were filled by the same rows before.
    const cell = series[0]! * nWeeks + week;
    const earlier = fileOf[cell]!;
    if (earlier > 0) {
      let changed = false;
      for (const [index, column] of names.entries()) {
        const [old, given] = [matrices[index]![cell]!, values[index]![row]!];
        if (Object.is(old, given)) continue;
        changed = true;
        corrections.add(() => ({
          source: source.name,
          key: parts.map((part) => `${part}=${grid.series[series[0]!]![part]}`).join(' '),
          week: grid.weeks[week]!,
          column: column,
          old,
          new: given,
          file: files[earlier - 1]!.path,
          correctedBy: files[file[row]!]!.path,
        }));
      }
      tally[changed ? 'corrected' : 'repeated'] += 1;
    }
    for (const index of series) {
      const place = index * nWeeks + week;
      fileOf[place] = file[row]! + 1;
      for (let column = 0; column < matrices.length; column += 1) {
        matrices[column]![place] = values[column]![row]!;
      }
    }
  }
  if (last >= 0) tally.sawWeek(grid.weeks[last]!);
  tally.files.push(...files.filter((_, index) => used.has(index)));
  return {
    columns: Object.fromEntries(names.map((name, index) => [name, matrices[index]!])),
    tally,
  };
}

/** The series that a row is about, by the codes of its store and item; a part that rows do not have has the code 0. */
function groupSeries(grid: SeriesGrid, texts: readonly (readonly ['store' | 'item', readonly string[]])[]) {
  const codeOf = (part: 'store' | 'item') => {
    const given = texts.find(([name]) => name === part)?.[1];
    return given ? new Map(given.map((text, code) => [text, code])) : undefined;
  };
  const [stores, items] = [codeOf('store'), codeOf('item')];
  const nItems = items?.size ?? 1;
  const groups: number[][] = Array.from({ length: (stores?.size ?? 1) * nItems }, () => []);
  grid.series.forEach(({ store, item }, index) => {
    groups[(stores?.get(store) ?? 0) * nItems + (items?.get(item) ?? 0)]!.push(index);
  });
  return { seriesOf: (store: number, item: number): readonly number[] => groups[store * nItems + item]! };
}
