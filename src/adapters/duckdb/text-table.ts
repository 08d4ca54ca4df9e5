import { openRowExport } from './export-rows.ts';
import { rowCount, type Columns } from '../../ports/table-engine.ts';

/** Of one table: a larger one is read from its file each time. */
export const mostTableBytes = 64 * 2 ** 20;

/** A column of texts: which text a row has, -1 for none. */
interface CodedTexts {
  readonly known: ReadonlyMap<string, number>;
  readonly codes: Int32Array;
}

/** A table whose rows are texts already: what a row takes to become JSON is paid once. */
export interface TextTable {
  /** Every row as JSON, each followed by a comma; one piece after the other. */
  readonly pieces: readonly Buffer[];
  /** Where each row begins; one more than there are rows. */
  readonly starts: Uint32Array;
  readonly columns: ReadonlyMap<string, CodedTexts>;
}

/** Reads a table; `undefined` where it is too large. */
export async function loadTextTable(path: string): Promise<TextTable | undefined> {
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
    const columns = [...dictionaries].map(
      ([name, { known, codes }]) => [name, { known, codes: Int32Array.from(codes) }] as const,
    );
    return { pieces, starts: Uint32Array.from(starts), columns: new Map(columns) };
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
