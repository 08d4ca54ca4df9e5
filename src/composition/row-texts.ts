import { openRowExport } from '../adapters/duckdb/export-rows.ts';
import { rowCount, type Columns, type RowRange } from '../ports/table-engine.ts';

/** Memory of the rows of all tables that are kept as text. */
const mostBytes = 96 * 2 ** 20;
/** Of one table: a larger one is read from its file each time. */
const mostTableBytes = 64 * 2 ** 20;
/** Bytes of a row, about, before it is known. */
const usualRowBytes = 400;

type Conditions = Readonly<Record<string, string | readonly string[]>>;

/** Some rows as JSON objects, separated by commas. */
interface RowsText {
  readonly text: Buffer;
  /** Whether further rows meet the conditions. */
  readonly more: boolean;
}

/** A table whose rows are texts already: what a row takes to become JSON is paid once. */
interface TextTable {
  /** Every row as JSON, each followed by a comma. */
  readonly text: Buffer;
  /** Where each row begins; one more than there are rows. */
  readonly starts: Uint32Array;
  /** The columns of texts: which text a row has. */
  readonly codes: ReadonlyMap<string, { readonly known: ReadonlyMap<string, number>; readonly codes: Int32Array }>;
  readonly bytes: number;
}

/** Keeps the rows of tables as JSON text, those that were read last, as far as they fit. Tables never change: they are named by content. */
export class RowTexts {
  readonly #tables = new Map<string, Promise<TextTable | undefined>>();
  readonly #kept = new Map<string, number>();
  /** Tables are loaded one after the other: what is being made is memory too. */
  #loading: Promise<unknown> = Promise.resolve();

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

  #load({ path, hash }: { readonly path: string; readonly hash: string }): Promise<TextTable | undefined> {
    const load = (): Promise<TextTable | undefined> => loadTable(path);
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

async function loadTable(path: string): Promise<TextTable | undefined> {
  const rows = await openRowExport(path, []);
  try {
    const pieces: Buffer[] = [];
    const starts: number[] = [0];
    const dictionaries = new Map<string, { readonly known: Map<string, number>; readonly codes: number[] }>();
    let bytes = 0;
    // Batches come from the engine's own thread, so that other requests are answered in between.
    for await (const batch of rows.batches()) {
      addCodes(batch, dictionaries);
      const lengths: number[] = [];
      const texts = rowsOf(batch).map((row) => {
        const text = `${JSON.stringify(row)},`;
        lengths.push(Buffer.byteLength(text));
        return text;
      });
      for (const length of lengths) starts.push((bytes += length));
      if (bytes > mostTableBytes) return undefined;
      pieces.push(Buffer.from(texts.join('')));
    }
    const codes = new Map(
      [...dictionaries].map(([name, one]) => [name, { known: one.known, codes: Int32Array.from(one.codes) }]),
    );
    const inAll = bytes + 4 * starts.length * (1 + codes.size);
    return { text: Buffer.concat(pieces), starts: Uint32Array.from(starts), codes, bytes: inAll };
  } finally {
    rows.close();
  }
}

function rowsOf(batch: Columns): readonly Record<string, string | number | null>[] {
  const columns = Object.entries(batch);
  return Array.from({ length: rowCount(batch) }, (_, index) =>
    Object.fromEntries(
      columns.map(([name, values]) => {
        const value = values[index] ?? null;
        return [name, typeof value === 'number' && Number.isNaN(value) ? null : value];
      }),
    ),
  );
}

function addCodes(
  batch: Columns,
  dictionaries: Map<string, { readonly known: Map<string, number>; readonly codes: number[] }>,
): void {
  for (const [name, values] of Object.entries(batch)) {
    if (typeof values.find((value) => value !== null) === 'number') continue;
    const own = dictionaries.get(name) ?? { known: new Map<string, number>(), codes: [] };
    dictionaries.set(name, own);
    for (const value of values) {
      const text = value as string | null;
      if (text !== null && !own.known.has(text)) own.known.set(text, own.known.size);
      own.codes.push(text === null ? -1 : own.known.get(text)!);
    }
  }
}

function textOf({ text, starts, codes }: TextTable, conditions: Conditions, { offset, limit }: RowRange): RowsText {
  const tests = Object.entries(conditions).map(([name, wanted]) => {
    const column = codes.get(name);
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
  const found = Buffer.concat(pieces);
  return { text: found.subarray(0, Math.max(0, found.length - 1)), more };
}
