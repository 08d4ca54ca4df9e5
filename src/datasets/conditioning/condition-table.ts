import type { ColumnTable } from 'arquero';
import type { z } from 'zod';
import type { BlockTable } from '../../ports/table-engine.ts';
import { lineColumn, type LoadedSource } from '../../project/loaded-project.ts';
import type { RawTable } from '../raw/raw-table.ts';
import { createCellEncoder, unjudged } from './cells.ts';
import { KeptRows } from './kept-rows.ts';
import type { QuarantinedRow } from './quarantine.ts';
import { createRawCheck } from './raw-check.ts';
import { createRowCheck, type ProjectRules } from './row-check.ts';
import { runConditioner } from './run-conditioner.ts';
import type { Cell } from './standard-columns.ts';

/** The conditioning of one file, a raw table after the other. */
export interface Conditioning {
  /**
   * Runs the source's conditioner on the next rows, checks every row of its table and gives what doesn't fit, ordered by line. Over
   * the whole file the first row of a key is kept, later ones are set aside. Throws `ConditionerFailedError` or
   * `ConditionerOutputError`.
   */
  add(raw: RawTable): readonly QuarantinedRow[];
  /** Rows looked at: the conditioner's, those its raw schema refused, and malformed lines. */
  readonly rowsSeen: number;
  /** The standard table with `__line` as its last column (NaN where a row belongs to no single line). Nothing can be added then. */
  finish(): BlockTable;
}

/** Begins to condition a file. */
export function createConditioning(source: LoadedSource, rules: ProjectRules, file: string): Conditioning {
  const rawCheck = createRawCheck(source);
  const check = createRowCheck(source, rules);
  const columns = source.standardColumns.map((column) => {
    return {
      name: column.name,
      empty: emptyValue(source, column.name),
      encoder: createCellEncoder(column, check.cell),
    };
  });
  const kept = new KeptRows(
    source,
    columns.map(({ encoder }) => encoder),
  );
  const numbers = new Float64Array(columns.length);
  let rowsSeen = 0;

  return {
    add(given) {
      const quarantined = given.malformed.map(({ line, detail, raw }): QuarantinedRow => {
        return { file, line, column: undefined, reason: 'malformed-line', detail, raw };
      });
      const raw = rawCheck
        ? withoutRefused(given, (row) => {
            const fault = rawCheck(given, row);
            if (fault) quarantined.push({ file, line: given.lines[row], ...fault, raw: given.rawOf(row) });
            return fault !== undefined;
          })
        : given;
      rowsSeen += quarantined.length;
      if (raw.lines.length > 0) {
        const output = runConditioner(raw, source, file, rules.weekStartsOn);
        rowsSeen += output.numRows();
        addRows(output, raw, quarantined);
      }
      return quarantined.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    },
    get rowsSeen() {
      return rowsSeen;
    },
    finish: () => kept.toTable(),
  };

  function addRows(output: ColumnTable, raw: RawTable, quarantined: QuarantinedRow[]): void {
    const cells = columns.map(({ name }) => valuesOf(output, name));
    const lines = valuesOf(output, lineColumn);
    for (let index = 0; index < output.numRows(); index += 1) {
      const line = lineNumber(lines[index]);
      let judged = true;
      for (let column = 0; judged && column < columns.length; column += 1) {
        const number = columns[column]!.encoder.encode(cells[column]![index] ?? columns[column]!.empty);
        numbers[column] = number;
        judged = number !== unjudged;
      }
      const fault = (judged ? undefined : judge(cells, index)) ?? kept.add(numbers, line ?? Number.NaN);
      if (!fault) continue;
      const text = line === undefined ? JSON.stringify(rowAt(cells, index)) : raw.rawOf(rowOnLine(raw.lines, line));
      quarantined.push({ file, line, ...fault, raw: text });
    }
  }

  /** Looks at a row as a whole: its fault, or nothing once its cells are in `numbers`. */
  function judge(cells: readonly ArrayLike<unknown>[], index: number) {
    const checked = check.row(rowAt(cells, index));
    if ('fault' in checked) return checked.fault;
    columns.forEach(({ name, encoder }, column) => {
      numbers[column] = encoder.encodeChecked(checked.row[name] as Cell);
    });
    return undefined;
  }

  function rowAt(cells: readonly ArrayLike<unknown>[], index: number): Record<string, unknown> {
    const row: Record<string, unknown> = {};
    columns.forEach(({ name, empty }, column) => (row[name] = cells[column]![index] ?? empty));
    return row;
  }
}

/** A raw table less the rows that are refused. */
function withoutRefused(table: RawTable, isRefused: (row: number) => boolean): RawTable {
  const sound: number[] = [];
  for (let row = 0; row < table.lines.length; row += 1) if (!isRefused(row)) sound.push(row);
  if (sound.length === table.lines.length) return table;
  return {
    ...table,
    columns: table.columns.map((values) => sound.map((row) => values[row]!)),
    lines: sound.map((row) => table.lines[row]!),
    rawOf: (row) => table.rawOf(sound[row]!),
  };
}

/** A table's values in its order and through its filter. */
function valuesOf(table: ColumnTable, name: string): ArrayLike<unknown> {
  return table.columnIndex(name) === -1 ? [] : (table.array(name) as ArrayLike<unknown>);
}

/** What an empty value becomes: `undefined` where the schema takes it, `null` otherwise. */
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
