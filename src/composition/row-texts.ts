import { loadTextTable, mostTableBytes, type TextTable } from '../adapters/duckdb/text-table.ts';
import type { RowRange } from '../ports/table-engine.ts';
import { loadInProcess } from '../processes/text-table-process.ts';

/** Memory of the rows of all tables that are kept as text. */
const mostBytes = 96 * 2 ** 20;
/** Bytes of a row, about, before it is known. */
const usualRowBytes = 400;
/** Rows that are read in less time than a process takes to start. What reading more leaves in memory goes with a process of its own. */
const fewRows = 20_000;

type Conditions = Readonly<Record<string, string | readonly string[]>>;

/** Some rows as JSON objects, separated by commas. */
interface RowsText {
  readonly text: Buffer;
  /** Whether further rows meet the conditions. */
  readonly more: boolean;
}

/** A table in memory. */
interface KeptTable {
  readonly text: Buffer;
  readonly starts: Uint32Array;
  readonly columns: TextTable['columns'];
  readonly bytes: number;
}

/** Keeps the rows of tables as JSON text, those that were read last, as far as they fit. Tables never change: they are named by content. */
export class RowTexts {
  readonly #tables = new Map<string, Promise<KeptTable | undefined>>();
  readonly #kept = new Map<string, number>();
  /** Tables are loaded one after the other: what is being made is memory too. */
  #loading: Promise<unknown> = Promise.resolve();
  readonly #signal: AbortSignal;

  /** @param signal ends what is being loaded. Default: nothing does */
  constructor(signal = new AbortController().signal) {
    this.#signal = signal;
  }

  /**
   * Some rows of a table as text, in the order of the table; `undefined` where the table is too large to be kept.
   *
   * @param table its path, a name that its content alone has, and how many rows it has
   */
  async read(
    table: { readonly path: string; readonly hash: string; readonly rows: number },
    conditions: Conditions,
    range: RowRange,
  ): Promise<RowsText | undefined> {
    if (table.rows * usualRowBytes > mostTableBytes) return undefined;
    const known = this.#tables.get(table.hash) ?? this.#load(table);
    // Used last: at the end.
    this.#tables.delete(table.hash);
    this.#tables.set(table.hash, known);
    const loaded = await known;
    return loaded && textOf(loaded, conditions, range);
  }

  #load({ path, hash, rows }: { readonly path: string; readonly hash: string; readonly rows: number }) {
    const load = async (): Promise<KeptTable | undefined> => {
      const table = await (rows > fewRows ? loadInProcess(path, this.#signal) : loadTextTable(path));
      return table && keptOf(table);
    };
    const loading = this.#loading.then(load, load);
    this.#loading = loading;
    loading.then(
      (loaded) => this.#keep(hash, loaded?.bytes ?? 0),
      () => this.#tables.delete(hash),
    );
    return loading;
  }

  #keep(hash: string, bytes: number): void {
    this.#kept.set(hash, bytes);
    let all = [...this.#kept.values()].reduce((sum, one) => sum + one, 0);
    for (const oldest of [...this.#tables.keys()]) {
      if (all <= mostBytes) return;
      all -= this.#kept.get(oldest) ?? 0;
      this.#kept.delete(oldest);
      this.#tables.delete(oldest);
    }
  }
}

function keptOf({ pieces, starts, columns }: TextTable): KeptTable {
  const [first] = pieces;
  const text = first && pieces.length === 1 ? first : Buffer.concat(pieces);
  return { text, starts, columns, bytes: text.length + 4 * starts.length * (1 + columns.size) };
}

function textOf({ text, starts, columns }: KeptTable, conditions: Conditions, { offset, limit }: RowRange): RowsText {
  const tests = Object.entries(conditions).map(([name, wanted]) => {
    const column = columns.get(name);
    const allowed = new Set([wanted].flat().map((one) => column?.known.get(one) ?? -2));
    return (row: number): boolean => column !== undefined && allowed.has(column.codes[row]!);
  });
  const pieces: Buffer[] = [];
  const rows = starts.length - 1;
  let [met, from, to] = [0, -1, -1];
  const close = (): void => {
    if (from >= 0) pieces.push(text.subarray(starts[from], starts[to]));
    from = -1;
  };
  let more = false;
  // Without conditions the rows are where they are; nobody has to look for them.
  let row = tests.length === 0 ? Math.min(offset, rows) : 0;
  if (tests.length === 0) met = row;
  for (; row < rows; row += 1) {
    if (!tests.every((test) => test(row))) {
      close();
      continue;
    }
    met += 1;
    if (met <= offset) continue;
    if (met > offset + limit) {
      more = true;
      break;
    }
    if (from < 0) from = row;
    to = row + 1;
  }
  close();
  // Rows that follow each other are where they are: 200 readers' copies would be as much as the table.
  const found = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  return { text: found.subarray(0, Math.max(0, found.length - 1)), more };
}
