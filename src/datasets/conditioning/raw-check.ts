import type { LoadedSource } from '../../project/loaded-project.ts';
import type { RawTable } from '../raw/raw-table.ts';
import type { RowFault } from './row-faults.ts';

/** Distinct texts of a column whose check is remembered. */
const mostRemembered = 65_536;

/** What is wrong with a row of a raw table, by its source's raw schema. */
export type RawCheck = (table: RawTable, row: number) => RowFault | undefined;

/** Makes the check of raw rows; `undefined` where the source has none. Columns that are absent are so to the schema. */
export function createRawCheck(source: LoadedSource): RawCheck | undefined {
  const { raw } = source;
  if (!raw) return undefined;
  const whole = (raw._zod.def.checks?.length ?? 0) > 0;
  const sound = new Map<string, Set<string>>();
  const isSound = (column: string, text: string): boolean => {
    const schema = raw.shape[column] as { safeParse(value: unknown): { success: boolean } } | undefined;
    if (!schema) return true;
    let known = sound.get(column);
    if (!known) sound.set(column, (known = new Set()));
    if (known.has(text)) return true;
    const { success } = schema.safeParse(text);
    if (success && known.size < mostRemembered) known.add(text);
    return success;
  };
  const required = Object.keys(raw.shape);

  return (table, row) => {
    if (!whole && required.every((name) => table.header.includes(name))) {
      if (table.columns.every((values, index) => isSound(table.header[index]!, values[row]!))) return undefined;
    }
    const given = Object.fromEntries(table.header.map((name, index) => [name, table.columns[index]![row]]));
    const parsed = raw.safeParse(given);
    if (parsed.success) return undefined;
    const [issue] = parsed.error.issues;
    const column = typeof issue?.path[0] === 'string' ? issue.path[0] : undefined;
    const found = column === undefined ? '' : `${given[column] === undefined ? 'absent' : `"${given[column]}"`}: `;
    return { column, reason: 'raw-schema', detail: `${found}${issue?.message ?? 'refused'}` };
  };
}
