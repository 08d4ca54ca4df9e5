import type { Week } from '../../contracts/week.ts';
import { rowCount, type Columns, type TextColumn } from '../../ports/table-engine.ts';
import { lineColumn } from '../../project/loaded-project.ts';
import type { DatasetPorts } from '../ports.ts';
import type { SourceFiles } from './source-files.ts';
import { SourceTally } from './source-tally.ts';

/** Rows of one file: columns of equal length. */
interface ShipmentRows {
  readonly stores: TextColumn;
  readonly items: TextColumn;
  readonly weeks: TextColumn;
  readonly units: Float64Array;
}

export interface Shipments {
  /** One per file, in the order in which later ones correct earlier ones. */
  readonly files: readonly ShipmentRows[];
  readonly tally: SourceTally;
}

export interface ShipmentScope {
  readonly cutoff: Week;
  /** Stores of the region. */
  readonly stores: readonly string[];
  /** Stores of all regions. */
  readonly knownStores: readonly string[];
  /** Items of the items source; `undefined` where the project has none, and every item is known. */
  readonly knownItems: ReadonlySet<string> | undefined;
}

const columns = ['store', 'item', 'week', 'units', lineColumn];

/**
 * Reads the shipments of a region up to the cutoff; rows of later weeks are not read at all. Rows of unknown stores (of
 * any region, they belong to none) and unknown items are set aside.
 */
export async function readShipments(
  ports: DatasetPorts,
  { source, files }: SourceFiles,
  scope: ShipmentScope,
): Promise<Shipments> {
  const tally = new SourceTally(source);
  const read: ShipmentRows[] = [];
  const untilCutoff = { column: 'week', atMost: scope.cutoff } as const;
  for (const file of files) {
    const path = await ports.store.localPath(file.conditioned);
    const stray = await ports.tables.readParquet(path, {
      columns,
      where: [{ column: 'store', notIn: scope.knownStores }, untilCutoff],
    });
    for (let index = 0; index < rowCount(stray); index += 1) setAside(tally, stray, index, file.path, 'store');

    const table = await ports.tables.readParquet(path, {
      columns,
      where: [{ column: 'store', in: scope.stores }, untilCutoff],
    });
    const known: number[] = [];
    for (let index = 0; index < rowCount(table); index += 1) {
      if (scope.knownItems && !scope.knownItems.has(textAt(table, 'item', index))) {
        setAside(tally, table, index, file.path, 'item');
      } else known.push(index);
    }
    if (rowCount(stray) + rowCount(table) > 0) tally.files.push(file);
    tally.rows += known.length;
    const rows = pick(table, known);
    for (const week of new Set(rows.weeks)) tally.sawWeek(week ?? '');
    read.push(rows);
  }
  return { files: read, tally };
}

function setAside(tally: SourceTally, table: Columns, index: number, file: string, column: 'store' | 'item'): void {
  const line = (table[lineColumn] as Float64Array)[index];
  tally.quarantined.push({
    file,
    line: line === undefined || Number.isNaN(line) ? undefined : line,
    column,
    reason: `unknown-${column}`,
    detail: `"${textAt(table, column, index)}" is not in the ${column}s source`,
    raw: ['store', 'item', 'week', 'units'].map((name) => `${name}=${String(table[name]?.[index])}`).join(' '),
  });
}

function pick(table: Columns, indexes: readonly number[]): ShipmentRows {
  const text = (name: string) => indexes.map((index) => textAt(table, name, index));
  const units = table['units'] as Float64Array;
  return {
    stores: text('store'),
    items: text('item'),
    weeks: text('week'),
    units: Float64Array.from(indexes, (index) => units[index] ?? Number.NaN),
  };
}

function textAt(table: Columns, name: string, index: number): string {
  return String(table[name]?.[index]);
}
