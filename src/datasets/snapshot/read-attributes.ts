import type { StandardColumn } from '../../contracts/project.ts';
import { rowCount } from '../../ports/table-engine.ts';
import { lineColumn } from '../../project/loaded-project.ts';
import { keyColumns } from '../conditioning/keys.ts';
import type { DatasetPorts } from '../ports.ts';
import type { CorrectionLog } from './correction-log.ts';
import type { SourceFiles } from './source-files.ts';
import { SourceTally } from './source-tally.ts';

/** One store or item: column name to value, `null` and NaN missing. */
export type AttributeRow = Readonly<Record<string, string | number | null>>;

export interface Attributes {
  /** By store or item, in ascending order of the key. */
  readonly rows: ReadonlyMap<string, AttributeRow>;
  /** By store or item, the path of the file whose row holds. */
  readonly fileOf: ReadonlyMap<string, string>;
  /** All columns but the key, in the order of the row schema. */
  readonly columns: readonly StandardColumn[];
  readonly tally: SourceTally;
}

/**
 * Merges the files of a source with one row per store or item; a later file's row replaces an earlier one's as a whole.
 *
 * @param only keys to read. Default: all
 * @param corrections receives what later files changed
 */
export async function readAttributes(
  ports: DatasetPorts,
  { source, files }: SourceFiles,
  { only, corrections }: { readonly only?: readonly string[]; readonly corrections?: CorrectionLog } = {},
): Promise<Attributes> {
  const key = keyColumns(source)[0] ?? '';
  const names = source.standardColumns.map((column) => column.name);
  const tally = new SourceTally(source);
  const rows = new Map<string, AttributeRow>();
  const pathOf = new Map<string, string>();
  for (const file of files) {
    const columns = await ports.tables.readParquet(await ports.store.localPath(file.conditioned), {
      columns: names,
      ...(only ? { where: [{ column: key, in: only }] } : {}),
    });
    const count = rowCount(columns);
    if (count > 0) tally.files.push(file);
    tally.rows += count;
    for (let index = 0; index < count; index += 1) {
      const row = Object.fromEntries(names.map((name) => [name, columns[name]?.[index] ?? null]));
      const name = String(row[key]);
      const earlier = rows.get(name);
      if (earlier) {
        const changed = names.filter((column) => !Object.is(earlier[column], row[column]));
        tally[changed.length === 0 ? 'repeated' : 'corrected'] += 1;
        const from = pathOf.get(name)!;
        for (const column of changed) {
          corrections?.add(() => ({
            source: source.name,
            key: `${key}=${name}`,
            column,
            old: earlier[column]!,
            new: row[column]!,
            file: from,
            correctedBy: file.path,
          }));
        }
      }
      rows.set(name, row);
      pathOf.set(name, file.path);
    }
  }
  const ordered = new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
  const columns = source.standardColumns.filter((column) => column.name !== key && column.name !== lineColumn);
  return { rows: ordered, fileOf: pathOf, columns, tally };
}
