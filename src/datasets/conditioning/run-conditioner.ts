import { table as arqueroTable, type ColumnTable } from 'arquero';
import { weekContaining, type Weekday } from '../../contracts/week.ts';
import { lineColumn, type ConditionerContext, type LoadedSource } from '../../project/loaded-project.ts';
import { ConditionerFailedError, ConditionerOutputError } from '../errors.ts';
import type { RawTable } from '../raw/raw-table.ts';

/**
 * Gives the raw table, with the line of each row in `__line`, to the source's conditioner. Throws
 * `ConditionerFailedError`, or `ConditionerOutputError` where it gives no table or leaves out a column.
 */
export function runConditioner(raw: RawTable, source: LoadedSource, file: string, weekStartsOn: Weekday): ColumnTable {
  const columns: Record<string, readonly unknown[]> = {};
  raw.header.forEach((name, index) => (columns[name] = raw.columns[index] ?? []));
  columns[lineColumn] = raw.lines;

  let output: unknown;
  try {
    output = source.conditioner(arqueroTable(columns), contextOf(source.name, file, weekStartsOn));
  } catch (cause) {
    throw new ConditionerFailedError({ source: source.name, file }, { cause });
  }
  if (!isTable(output)) {
    throw new ConditionerOutputError({ source: source.name, file, missing: [], found: [typeof output] });
  }
  const found = output.columnNames();
  const missing = source.standardColumns.flatMap((column) =>
    column.optional || found.includes(column.name) ? [] : [column.name],
  );
  if (missing.length > 0) throw new ConditionerOutputError({ source: source.name, file, missing, found });
  return output.ungroup();
}

function contextOf(source: string, file: string, weekStartsOn: Weekday): ConditionerContext {
  const weekOf = (date: string) => {
    try {
      return weekContaining(date, weekStartsOn);
    } catch {
      return date;
    }
  };
  return { source, file, weekStartsOn, weekOf };
}

/** By shape, because a project may bring its own copy of arquero. */
function isTable(value: unknown): value is ColumnTable {
  return (
    typeof value === 'object' && value !== null && 'columnNames' in value && 'numRows' in value && 'array' in value
  );
}
