import type { Writable } from 'node:stream';
import { rowCount, type Columns } from '../../ports/table-engine.ts';
import { numberCell, restOfDate, restOfText, styles, textCell } from './cells.ts';
import { sheetEnd, sheetStart, workbookParts } from './workbook-parts.ts';
import { ZipStream } from './zip-stream.ts';

/** Rows of a sheet, its heading among them: what spreadsheets hold. */
const sheetRows = 1_048_576;

/** Characters of a sheet's XML, below what a ZIP archive holds of one file. */
const sheetCharacters = 3e9;

const [dateWidth, textWidth, numberWidth] = [12, 16, 12];

/** Texts of a column that are remembered. */
const mostKnown = 10_000;

export interface WorkbookOptions {
  /** The sheet's name; further ones are numbered. Letters, digits, spaces. */
  readonly name: string;
  /** Columns of texts that are ISO dates: they become dates. */
  readonly dates: readonly string[];
  /** Rows of a sheet at most, its heading among them; what is left goes to further sheets. Default 1,048,576. */
  readonly rowsPerSheet?: number;
}

/**
 * Writes a table to a stream as a workbook (Office Open XML), as it comes: no more than one batch is in memory, and the stream's reader sets the
 * pace. Numbers are numbers, texts are texts whatever they look like, missing values are empty cells.
 *
 * @param names of the columns, in order
 */
export async function writeWorkbook(
  output: Writable,
  names: readonly string[],
  batches: AsyncIterable<Columns>,
  { name, dates, rowsPerSheet = sheetRows }: WorkbookOptions,
): Promise<void> {
  const zip = new ZipStream(output);
  const letters = names.map((_, index) => columnLetters(index));
  const rows = new RowCursor(batches[Symbol.asyncIterator](), names, new Set(dates));
  await rows.load();
  const sheetNames: string[] = [];
  do {
    sheetNames.push(sheetNames.length === 0 ? name : `${name} ${sheetNames.length + 1}`);
    await zip.file(`xl/worksheets/sheet${sheetNames.length}.xml`, async (add) => {
      await add(sheetStart(names.map((column) => widthOf(column, dates))));
      const heading = names.map((column, index) => textCell(`${letters[index]}1`, column, styles.heading));
      await add(`<row r="1">${heading.join('')}</row>`);
      let characters = 0;
      for (let row = 2; row <= rowsPerSheet && !rows.done && characters < sheetCharacters; row += 1) {
        const text = rows.take(row, letters);
        characters += text.length;
        // Nothing to wait for in most rows: a million turns of the event loop would cost more than the rows.
        const room = add(text);
        if (room) await room;
        if (rows.spent) await rows.load();
      }
      await add(sheetEnd);
    });
  } while (!rows.done);
  for (const [path, text] of Object.entries(workbookParts(sheetNames))) await zip.file(path, async (add) => add(text));
  await zip.end();
}

/** Goes through batches row by row. */
class RowCursor {
  readonly #batches: AsyncIterator<Columns>;
  readonly #names: readonly string[];
  readonly #isDate: readonly boolean[];
  /** By column the texts that have come, as cells without their place: most come again and again. */
  readonly #known: readonly Map<string, string>[];
  #columns: readonly Columns[string][] = [];
  #rows = 0;
  #index = 0;
  /** Whether no row is left. */
  done = false;

  constructor(batches: AsyncIterator<Columns>, names: readonly string[], dates: ReadonlySet<string>) {
    this.#batches = batches;
    this.#names = names;
    this.#isDate = names.map((name) => dates.has(name));
    this.#known = names.map(() => new Map());
  }

  /** Whether the next batch has to be loaded before the next row is taken. */
  get spent(): boolean {
    return this.#index >= this.#rows;
  }

  async load(): Promise<void> {
    while (this.spent && !this.done) {
      const next = await this.#batches.next();
      this.done = next.done === true;
      if (next.done) return;
      this.#columns = this.#names.map((name) => next.value[name]!);
      [this.#rows, this.#index] = [rowCount(next.value), 0];
    }
  }

  /** The XML of the next row, under a number. */
  take(row: number, letters: readonly string[]): string {
    const index = this.#index++;
    let cells = '';
    for (let column = 0; column < letters.length; column += 1) {
      const value = this.#columns[column]![index];
      const place = `${letters[column]}${row}`;
      if (typeof value === 'number') cells += numberCell(place, value);
      else if (value !== null && value !== undefined) cells += `<c r="${place}"${this.#rest(column, value)}`;
    }
    return `<row r="${row}">${cells}</row>`;
  }

  #rest(column: number, text: string): string {
    const known = this.#known[column]!;
    const before = known.get(text);
    if (before !== undefined) return before;
    const rest = this.#isDate[column] ? restOfDate(text) : restOfText(text);
    if (known.size >= mostKnown) known.clear();
    known.set(text, rest);
    return rest;
  }
}

/** `A`, …, `Z`, `AA`, … */
function columnLetters(index: number): string {
  const before = Math.floor(index / 26) - 1;
  return `${before < 0 ? '' : columnLetters(before)}${String.fromCharCode(65 + (index % 26))}`;
}

function widthOf(column: string, dates: readonly string[]): number {
  if (dates.includes(column)) return dateWidth;
  return column === 'scored_by' ? textWidth : numberWidth;
}
