import type { StandardColumn } from '../../contracts/project.ts';
import type { SourceKind } from '../../contracts/source-kinds.ts';
import { AttributeConflictError } from '../errors.ts';
import { keyColumns } from '../conditioning/keys.ts';
import type { DatasetPorts } from '../ports.ts';
import type { CorrectionLog } from './correction-log.ts';
import { readAttributes, type AttributeRow, type Attributes } from './read-attributes.ts';
import { ofKind, type SourceFiles } from './source-files.ts';
import type { SourceTally } from './source-tally.ts';

/** Stores or items, with the columns of all their sources. */
export interface JoinedKind {
  /** By store or item, in ascending order of the key. */
  readonly rows: ReadonlyMap<string, AttributeRow>;
  /** All columns but the key, each once: source by source in the order of their names. */
  readonly columns: readonly StandardColumn[];
  readonly tallies: readonly SourceTally[];
}

/**
 * Joins the sources of a kind by store or item: a value that one source leaves empty or has no column for comes from another. Throws
 * `AttributeConflictError` where two give different values.
 */
export async function joinAttributes(
  ports: DatasetPorts,
  sources: readonly SourceFiles[],
  kind: Extract<SourceKind, 'stores' | 'items'>,
  corrections?: CorrectionLog,
): Promise<JoinedKind> {
  const given = ofKind(sources, kind);
  const read: Attributes[] = [];
  for (const source of given) read.push(await readAttributes(ports, source, corrections ? { corrections } : {}));
  const tallies = read.map(({ tally }) => tally);
  const [first, ...others] = read;
  if (!first) return { rows: new Map(), columns: [], tallies };
  if (others.length === 0) return { rows: first.rows, columns: first.columns, tallies };

  const key = keyColumns(given[0]!.source)[0] ?? '';
  const columns = new Map(read.flatMap((one) => one.columns.map((column) => [column.name, column] as const)));
  const names = [...new Set(read.flatMap(({ rows }) => [...rows.keys()]))].sort();
  const rows = names.map((name) => {
    const row = [...columns.keys()].map((column) => [column, valueOf(read, kind, name, column)] as const);
    return [name, { [key]: name, ...Object.fromEntries(row) }] as const;
  });
  return { rows: new Map(rows), columns: [...columns.values()], tallies };
}

/** The one value that the sources have for a column of a store or item; missing where none has any. */
function valueOf(read: readonly Attributes[], kind: 'stores' | 'items', name: string, column: string) {
  let found: { readonly value: string | number; readonly file: string } | undefined;
  for (const { rows, fileOf } of read) {
    const value = rows.get(name)?.[column];
    if (value === undefined || value === null || Number.isNaN(value)) continue;
    const file = fileOf.get(name) ?? '';
    if (found && found.value !== value) {
      const both = [found, { value, file }] as const;
      throw new AttributeConflictError({ kind, name, column, values: both });
    }
    found ??= { value, file };
  }
  return found?.value ?? null;
}
