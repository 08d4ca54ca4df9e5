import { table as arqueroTable, type ColumnTable } from 'arquero';
import { weekContaining } from '../../contracts/week.ts';
import type { Columns } from '../../ports/table-engine.ts';
import { lineColumn, type ConditionerContext, type LoadedSource } from '../../project/loaded-project.ts';
import { ConditionerFailedError, ConditionerOutputError } from '../errors.ts';
import type { RawTable } from '../raw/raw-table.ts';
import { keyColumns } from './keys.ts';
import type { QuarantinedRow } from './quarantine.ts';
import { createRowCheck, type ProjectRules, type RowFault } from './row-check.ts';
import { toColumns } from './standard-columns.ts';

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
  const output = runConditioner(raw, source, rules, file);
  const names = source.standardColumns.map((column) => column.name);
  const values = names.map((name) => (output.columnIndex(name) === -1 ? undefined : [...output.array(name)]));
  const lines = output.columnIndex(lineColumn) === -1 ? undefined : [...output.array(lineColumn)];

  const check = createRowCheck(source, rules);
  const emptyValues = source.standardColumns.map((column) => emptyValue(source, column.name));
  const keys = keyColumns(source);
  const firstOfKey = new Map<string, number>();
  const kept: Readonly<Record<string, unknown>>[] = [];
  const keptLines: number[] = [];
  const quarantined: QuarantinedRow[] = raw.malformed.map(({ line, detail, raw: text }) => {
    return { file, line, column: undefined, reason: 'malformed-line', detail, raw: text };
  });

  for (let index = 0; index < output.numRows(); index += 1) {
    const line = lineNumber(lines?.[index]);
    const given: Record<string, unknown> = {};
    names.forEach((name, column) => (given[name] = values[column]?.[index] ?? emptyValues[column]));
    const setAside = (fault: RowFault) => {
      const text = line === undefined ? JSON.stringify(given) : raw.rawOf(rowOnLine(raw.lines, line));
      quarantined.push({ file, line, ...fault, raw: text });
    };
    const checked = check(given);
    if ('fault' in checked) {
      setAside(checked.fault);
      continue;
    }
    const key = keys.map((name) => String(checked.row[name])).join('\u001f');
    const earlier = firstOfKey.get(key);
    if (earlier !== undefined) {
      setAside(duplicateFault(kept[earlier] ?? {}, checked.row, names, keys, keptLines[earlier]));
      continue;
    }
    firstOfKey.set(key, kept.length);
    kept.push(checked.row);
    keptLines.push(line ?? Number.NaN);
  }

  return {
    columns: { ...toColumns(kept, source.standardColumns), [lineColumn]: Float64Array.from(keptLines) },
    rows: kept.length,
    rowsSeen: output.numRows() + raw.malformed.length,
    quarantined,
  };
}

function runConditioner(raw: RawTable, source: LoadedSource, rules: ProjectRules, file: string): ColumnTable {
  const columns: Record<string, readonly unknown[]> = {};
  raw.header.forEach((name, index) => (columns[name] = raw.columns[index] ?? []));
  columns[lineColumn] = raw.lines;
  const context: ConditionerContext = {
    source: source.name,
    file,
    weekStartsOn: rules.weekStartsOn,
    weekOf: (date) => {
      try {
        return weekContaining(date, rules.weekStartsOn);
      } catch {
        return date;
      }
    },
  };
  let output: unknown;
  try {
    output = source.conditioner(arqueroTable(columns), context);
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

/** By shape, because a project may bring its own copy of arquero. */
function isTable(value: unknown): value is ColumnTable {
  return (
    typeof value === 'object' && value !== null && 'columnNames' in value && 'numRows' in value && 'array' in value
  );
}

/** What stands for an empty value: `undefined` where the schema takes it, `null` otherwise. */
function emptyValue(source: LoadedSource, name: string): null | undefined {
  return source.row.shape[name]?.safeParse(undefined).success ? undefined : null;
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

function duplicateFault(
  first: Readonly<Record<string, unknown>>,
  row: Readonly<Record<string, unknown>>,
  names: readonly string[],
  keys: readonly string[],
  firstLine: number | undefined,
): RowFault {
  const identical = names.every((name) => first[name] === row[name]);
  const place = firstLine === undefined || Number.isNaN(firstLine) ? 'an earlier row' : `line ${firstLine}`;
  const key = keys.map((name) => `${name} ${String(row[name])}`).join(', ');
  return {
    column: undefined,
    reason: identical ? 'duplicate-identical' : 'duplicate-conflicting',
    detail: `${key} is on ${place} already`,
  };
}
