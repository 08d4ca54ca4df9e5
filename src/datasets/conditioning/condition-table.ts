import type { ColumnTable } from 'arquero';
import type { z } from 'zod';
import type { Columns } from '../../ports/table-engine.ts';
import { lineColumn, type LoadedSource } from '../../project/loaded-project.ts';
import type { RawTable } from '../raw/raw-table.ts';
import { KeptRows } from './kept-rows.ts';
import type { QuarantinedRow } from './quarantine.ts';
import { createRowCheck, type ProjectRules } from './row-check.ts';
import type { RowFault } from './row-faults.ts';
import { runConditioner } from './run-conditioner.ts';

export interface ConditionedTable {
  /** The standard table with `__line` as its last column (NaN where a row belongs to no single line). */
  readonly columns: Columns;
  readonly rows: number;
  /** Rows looked at: the conditioner's and the malformed lines. */
  readonly rowsSeen: number;
  readonly quarantined: readonly QuarantinedRow[];
}

/**
 * Conditions one raw file: runs the source's conditioner, checks every row of its table and sets aside what doesn't fit.
 * Within the file the first row of a key is kept, later ones are set aside. Throws `ConditionerFailedError` or
 * `ConditionerOutputError`.
 */
export function conditionTable(
  raw: RawTable,
  source: LoadedSource,
  rules: ProjectRules,
  file: string,
): ConditionedTable {
  const output = runConditioner(raw, source, file, rules.weekStartsOn);
  const check = createRowCheck(source, rules);
  const kept = new KeptRows(source);
  const quarantined: QuarantinedRow[] = raw.malformed.map(({ line, detail, raw: text }) => {
    return { file, line, column: undefined, reason: 'malformed-line', detail, raw: text };
  });

  for (const { line, row } of rowsOf(output, source)) {
    const checked = check(row);
    const fault: RowFault | undefined = 'fault' in checked ? checked.fault : kept.add(checked.row, line);
    if (!fault) continue;
    const text = line === undefined ? JSON.stringify(row) : raw.rawOf(rowOnLine(raw.lines, line));
    quarantined.push({ file, line, ...fault, raw: text });
  }

  return {
    columns: kept.toTable(),
    rows: kept.count,
    rowsSeen: output.numRows() + raw.malformed.length,
    quarantined,
  };
}

/** The rows of a table as objects with the columns of the row schema, in the table's order and through its filter. */
function* rowsOf(table: ColumnTable, source: LoadedSource) {
  const columns = source.standardColumns.map(({ name }) => {
    return { name, values: valuesOf(table, name), empty: emptyValue(source, name) };
  });
  const lines = valuesOf(table, lineColumn);
  for (let index = 0; index < table.numRows(); index += 1) {
    const row: Record<string, unknown> = {};
    for (const { name, values, empty } of columns) row[name] = values[index] ?? empty;
    yield { line: lineNumber(lines[index]), row };
  }
}

function valuesOf(table: ColumnTable, name: string): ArrayLike<unknown> {
  return table.columnIndex(name) === -1 ? [] : (table.array(name) as ArrayLike<unknown>);
}

/** What stands for an empty value: `undefined` where the schema takes it, `null` otherwise. */
function emptyValue(source: LoadedSource, name: string): null | undefined {
  const schema = source.row.shape[name] as z.ZodType | undefined;
  return schema?.safeParse(undefined).success ? undefined : null;
}

function lineNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
}

/** Index of the row that starts on a line, by bisection: lines ascend. */
function rowOnLine(lines: readonly number[], line: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
