import { isoDateOfEpochDay, type Week } from '../../contracts/week.ts';
import { rowCount, type ColumnFilter, type Columns } from '../../ports/table-engine.ts';
import { lineColumn } from '../../project/loaded-project.ts';
import type { DatasetPorts } from '../ports.ts';
import type { CountRows } from './fill-counts.ts';
import { localPaths } from './local-paths.ts';
import { withoutCopies } from './same-content.ts';
import type { SourceFiles } from './source-files.ts';
import { SourceTally } from './source-tally.ts';

/** Rows in the order in which later ones correct earlier ones. */
export interface Shipments extends CountRows {
  readonly tally: SourceTally;
}

export interface ShipmentScope {
  readonly cutoff: Week;
  /** Stores of the region. */
  readonly stores: readonly string[];
  /** Stores of all regions. */
  readonly knownStores: readonly string[];
  /** Stores that no source gives a region, or none a format. */
  readonly incompleteStores?: ReadonlySet<string>;
  /** Items of the items sources; `undefined` where the project has none, and every item is known. */
  readonly knownItems: ReadonlySet<string> | undefined;
}

const columns = ['store', 'item', 'week', 'units', lineColumn];

/**
 * Reads the shipments of a region up to the cutoff; rows of later weeks are not read at all. Rows of unknown stores (of
 * any region, they belong to none) and unknown items are set aside.
 */
export async function readShipments(
  ports: DatasetPorts,
  { source, files: all }: SourceFiles,
  scope: ShipmentScope,
): Promise<Shipments> {
  const tally = new SourceTally(source);
  const { files, copies } = source.repeatedWeek === 'parts' ? withoutCopies(all) : { files: all, copies: [] };
  tally.copies = copies;
  const paths = await localPaths(ports.store, files);
  const untilCutoff: ColumnFilter = { column: 'week', atMost: scope.cutoff };
  const ofRegion: ColumnFilter = { column: 'store', in: scope.stores };

  const knownStores = new Set(scope.knownStores);
  const strayStores = (await ports.tables.distinctTexts(paths, 'store', [untilCutoff])).filter(
    (store) => !knownStores.has(store),
  );
  const sold = await ports.tables.distinctTexts(paths, 'item', [ofRegion, untilCutoff]);
  const items = scope.knownItems ? sold.filter((item) => scope.knownItems?.has(item)) : sold;
  const strayItems = sold.filter((item) => !items.includes(item));

  const used = new Set<number>();
  const setAsideRows = async (column: 'store' | 'item', index: number, where: readonly ColumnFilter[]) => {
    const stray = await ports.tables.readParquet(paths[index]!, { columns, where: [...where, untilCutoff] });
    for (let row = 0; row < rowCount(stray); row += 1)
      setAside(tally, stray, row, { file: files[index]!.path, column, incomplete: scope.incompleteStores });
    if (rowCount(stray) > 0) used.add(index);
  };
  if (strayStores.length + strayItems.length > 0) {
    for (const index of files.keys()) {
      await setAsideRows('store', index, [{ column: 'store', in: strayStores }]);
      await setAsideRows('item', index, [ofRegion, { column: 'item', in: strayItems }]);
    }
  }

  const { rows, file, codes, days, numbers } = await ports.tables.readCoded(paths, {
    codes: { store: scope.stores, item: items },
    days: ['week', ...(source.standardColumns.some(({ name }) => name === 'date') ? ['date'] : [])],
    numbers: ['units'],
    where: [ofRegion, { column: 'item', in: items }, untilCutoff],
  });
  const day = days['week']!;
  let last = -Infinity;
  for (let row = 0; row < rows; row += 1) {
    used.add(file[row]!);
    if (day[row]! > last) last = day[row]!;
  }
  if (rows > 0) tally.sawWeek(isoDateOfEpochDay(last));
  tally.files.push(...files.filter((_, index) => used.has(index)));
  tally.rows = rows;
  return {
    stores: scope.stores,
    items,
    files,
    rows: { file, store: codes['store']!, item: codes['item']!, day, date: days['date'], units: numbers['units']! },
    tally,
  };
}

function setAside(
  tally: SourceTally,
  table: Columns,
  index: number,
  { file, column, incomplete }: { file: string; column: 'store' | 'item'; incomplete: ReadonlySet<string> | undefined },
): void {
  const name = String(table[column]?.[index]);
  const line = (table[lineColumn] as Float64Array)[index];
  tally.quarantined.push({
    file,
    line: line === undefined || Number.isNaN(line) ? undefined : line,
    column,
    reason: `unknown-${column}`,
    detail: `"${name}" ${incomplete?.has(name) ? 'has no region or no format in the sources of stores' : `is not in the ${column}s source`}`,
    raw: ['store', 'item', 'week', 'units'].map((name) => `${name}=${String(table[name]?.[index])}`).join(' '),
  });
}
