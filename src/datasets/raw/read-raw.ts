import type { ResolvedSource } from '../../contracts/project.ts';
import type { Landing, LandingFile } from '../../ports/landing.ts';
import { TableUnreadableError, type TableEngine } from '../../ports/table-engine.ts';
import { FileEmptyError, FileUnreadableError } from '../errors.ts';
import { createDelimitedReader } from './delimited.ts';
import { gunzip } from './gunzip.ts';
import { withKnownHeader } from './header.ts';
import { createJsonLinesReader } from './json-lines.ts';
import { readParquetRows } from './parquet-rows.ts';
import type { RawTable, TextReader } from './raw-table.ts';
import { notUtf8, textParts } from './text-parts.ts';

/** How much of a file is in memory at a time. */
export interface ChunkSize {
  /** Rows of a table at most. */
  readonly rows: number;
  /** Bytes of text that are decoded at once; a table has no more than these hold. */
  readonly bytes: number;
}

export const defaultChunk: ChunkSize = { rows: 100_000, bytes: 4 << 20 };
const wholeFile: ChunkSize = { rows: Infinity, bytes: Infinity };

/** A raw table of a landing file under the names its source knows, and the names the file has. */
export interface RawChunk extends RawTable {
  readonly rawColumns: readonly string[];
}

/** The endings of files of text, without `.gz`. */
const readers = {
  csv: (source, rows) => createDelimitedReader(source.delimiter, rows),
  tsv: (_, rows) => createDelimitedReader('\t', rows),
  jsonl: (_, rows, known) => createJsonLinesReader(rows, known),
  ndjson: (_, rows, known) => createJsonLinesReader(rows, known),
} as const satisfies Record<
  string,
  (source: ResolvedSource, rows: number, known: readonly string[] | undefined) => TextReader
>;

/** The way out where bytes are no UTF-8. */
export const encodingHint = "if Excel or Windows wrote the files, declare encoding: 'windows-1252' for the source";

interface RawPorts {
  readonly landing: Landing;
  readonly tables: TableEngine;
}

/**
 * Reads a landing file of a source as tables of texts, one after the other; a source that `reads: 'file'` gets a single one. Throws
 * `FileEmptyError`, `FileUnreadableError`, `HeaderError`, `ColumnMissingError`, `LateColumnsError`, and `LandingFileChangedError`,
 * at the end too; single bad lines are in the tables' `malformed`.
 *
 * @param known names of all columns, where an earlier reading ended in `LateColumnsError`
 */
export async function* readRaw(
  ports: RawPorts,
  source: ResolvedSource,
  file: LandingFile,
  chunk: ChunkSize = defaultChunk,
  known?: readonly string[],
): AsyncGenerator<RawChunk> {
  const where = { source: source.name, file: file.path };
  const size = source.reads === 'file' ? wholeFile : chunk;
  let entries = 0;
  let found = false;
  for await (const table of tablesOf(ports, source, file, size, known)) {
    const [unreadable] = table.malformed;
    if (table.header.length === 0 && unreadable) {
      const hint = unreadable.detail === notUtf8 ? `; ${encodingHint}` : '';
      const reason = `line ${unreadable.line}, its header, is malformed (${unreadable.detail})${hint}`;
      throw new FileUnreadableError({ ...where, reason });
    }
    found = true;
    entries += table.lines.length + table.malformed.length;
    yield { ...withKnownHeader(table, source, where), rawColumns: table.header };
  }
  if (entries === 0) throw new FileEmptyError({ ...where, found: found ? 'a header without rows' : 'no bytes' });
}

async function* tablesOf(
  ports: RawPorts,
  source: ResolvedSource,
  file: LandingFile,
  size: ChunkSize,
  known: readonly string[] | undefined,
): AsyncGenerator<RawTable> {
  if (file.bytes === 0) return;
  const where = { source: source.name, file: file.path };
  const zipped = file.path.endsWith('.gz');
  const ending = (zipped ? file.path.slice(0, -3) : file.path).split('.').at(-1) ?? '';
  const bytes = ports.landing.open(file);
  try {
    if (ending === 'parquet' && !zipped) {
      yield* readParquetRows(ports.tables, bytes, size.rows);
    } else if (Object.hasOwn(readers, ending)) {
      const reader = readers[ending as keyof typeof readers](source, size.rows, known);
      for await (const { text, last } of textParts(zipped ? gunzip(bytes) : bytes, size.bytes, source.encoding)) {
        yield* reader.read(text, last);
      }
    } else {
      const reason = `files ending in .${ending} are not supported; supported are .csv, .tsv, .jsonl, .ndjson, each also with .gz, and .parquet`;
      throw new FileUnreadableError({ ...where, reason });
    }
  } catch (cause) {
    const reason = reasonOf(cause);
    throw reason === undefined ? cause : new FileUnreadableError({ ...where, reason }, { cause });
  }
}

/** What is wrong with the file, where its content is to blame. */
function reasonOf(cause: unknown): string | undefined {
  if (cause instanceof TableUnreadableError) return 'no valid Parquet content';
  if (!(cause instanceof Error) || !('code' in cause) || typeof cause.code !== 'string') return undefined;
  if (cause.code === 'Z_BUF_ERROR') return 'its gzip content is cut short';
  if (cause.code.startsWith('Z_')) return `no valid gzip content (${cause.message})`;
  if (cause.code === 'ERR_STRING_TOO_LONG' || cause.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return 'its text is more than can be read at once; let the source read chunks, or split the file';
  }
  return undefined;
}
