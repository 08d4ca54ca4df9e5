import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResolvedSource } from '../../contracts/project.ts';
import type { Landing, LandingFile } from '../../ports/landing.ts';
import type { TableEngine } from '../../ports/table-engine.ts';
import { ColumnMissingError, FileEmptyError, FileUnreadableError, HeaderError } from '../errors.ts';
import { readDelimited } from './delimited.ts';
import { gunzip } from './gunzip.ts';
import { readJsonLines } from './json-lines.ts';
import type { RawTable } from './raw-table.ts';

/** The endings of files that can be read, without `.gz`. */
const readers = {
  csv: (text: string, source: ResolvedSource) => readDelimited(text, source.delimiter),
  tsv: (text: string) => readDelimited(text, '\t'),
  jsonl: readJsonLines,
  ndjson: readJsonLines,
} as const;

/**
 * Reads a landing file of a source as text columns. Throws `FileEmptyError`, `FileUnreadableError`, `HeaderError` or
 * `ColumnMissingError`; single bad lines are in the result's `malformed`.
 */
export async function readRaw(
  ports: { readonly landing: Landing; readonly tables: TableEngine },
  source: ResolvedSource,
  file: LandingFile,
): Promise<RawTable> {
  const where = { source: source.name, file: file.path };
  const bytes = await collected(ports.landing.open(file));
  if (bytes.byteLength === 0) throw new FileEmptyError({ ...where, found: 'no bytes' });
  const zipped = file.path.endsWith('.gz');
  const ending = (zipped ? file.path.slice(0, -3) : file.path).split('.').at(-1) ?? '';

  let table: RawTable;
  if (ending === 'parquet' && !zipped) {
    table = await readParquet(ports.tables, bytes, where);
  } else if (Object.hasOwn(readers, ending)) {
    const content = zipped ? await unpacked(bytes, where) : bytes;
    const text = decoded(content, where);
    if (text.trim() === '') throw new FileEmptyError({ ...where, found: 'no bytes' });
    table = readers[ending as keyof typeof readers](text, source);
  } else {
    const reason = `files ending in .${ending} are not known; known are .csv, .tsv, .jsonl, .ndjson, each also with .gz, and .parquet`;
    throw new FileUnreadableError({ ...where, reason });
  }
  checkHeader(table, source, where);
  if (table.lines.length + table.malformed.length === 0) {
    throw new FileEmptyError({ ...where, found: 'a header without rows' });
  }
  return table;
}

async function collected(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return Buffer.concat(await Array.fromAsync(parts));
}

interface Where {
  readonly source: string;
  readonly file: string;
}

async function unpacked(bytes: Uint8Array, where: Where): Promise<Uint8Array> {
  try {
    return await gunzip(bytes);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    const reason =
      found === 'unexpected end of file' ? 'its gzip content is cut short' : `no sound gzip content (${found})`;
    throw new FileUnreadableError({ ...where, reason }, { cause });
  }
}

function decoded(bytes: Uint8Array, where: Where): string {
  try {
    // Bytes that are not UTF-8 become U+FFFD, which marks their line as malformed; a byte order mark is taken away.
    return new TextDecoder('utf-8').decode(bytes);
  } catch (cause) {
    const reason = `${bytes.byteLength} bytes are more than can be read at once; split the file`;
    throw new FileUnreadableError({ ...where, reason }, { cause });
  }
}

function checkHeader(table: RawTable, source: ResolvedSource, where: Where): void {
  const { header: found } = table;
  const twice = found.find((name, index) => name === '' || found.indexOf(name) !== index);
  if (twice !== undefined) throw new HeaderError({ ...where, column: twice, found });
  const missing = source.columns.filter((name) => !found.includes(name));
  if (missing.length > 0) throw new ColumnMissingError({ ...where, missing, expected: source.columns, found });
}

/** The engine reads files, landing gives bytes: they meet in a temporary one. */
async function readParquet(tables: TableEngine, bytes: Uint8Array, where: Where): Promise<RawTable> {
  const folder = await mkdtemp(join(tmpdir(), 'shelfcast-landing-'));
  try {
    const path = join(folder, 'file.parquet');
    await writeFile(path, bytes);
    const table = await tables.readParquetAsText(path);
    const header = Object.keys(table);
    const columns = header.map((name) => (table[name] ?? []).map((value) => value ?? ''));
    const lines = (columns[0] ?? []).map((_, index) => index + 1);
    return { header, columns, lines, malformed: [], rawOf: (row) => columns.map((values) => values[row]).join(',') };
  } catch (cause) {
    throw new FileUnreadableError({ ...where, reason: 'no sound Parquet content' }, { cause });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
