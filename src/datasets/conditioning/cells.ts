import type { StandardColumn } from '../../contracts/project.ts';
import type { RowCheck } from './row-check.ts';
import type { Cell } from './standard-columns.ts';

/** Marks a cell that is not enough to judge a row by; no valid number is infinite. */
export const unjudged = Infinity;
/** Values of a column of numbers whose check is remembered: what repeats is checked once, what never does fills no memory. */
const mostRemembered = 65_536;

/**
 * Turns cells of one column into numbers: a text into its code, 1 for the first one met, 0 for a missing value; a number into
 * itself, NaN for a missing one; true and false into 1 and 0. The same value is checked once.
 */
export interface CellEncoder {
  /** The number of a cell as the conditioner gave it; `unjudged` where something may be wrong with it. */
  encode(given: unknown): number;
  /** The number of a cell as the row schema gave it. */
  encodeChecked(cell: Cell): number;
  /** The cell a number represents, as text. */
  textOf(code: number): string;
  /** Texts by code less 1; there for columns of text. */
  readonly texts?: readonly string[];
}

export function createCellEncoder(column: StandardColumn, check: RowCheck['cell']): CellEncoder {
  return column.type === 'text' ? new TextEncoder(column, check) : new NumberEncoder(column, check);
}

class TextEncoder implements CellEncoder {
  readonly texts: string[] = [];
  readonly #known = new Map<unknown, number>();
  /** Codes of texts that the schema made of others. */
  readonly #made = new Map<string, number>();
  readonly #column: StandardColumn;
  readonly #check: RowCheck['cell'];

  constructor(column: StandardColumn, check: RowCheck['cell']) {
    this.#column = column;
    this.#check = check;
  }

  encode(given: unknown): number {
    const known = this.#known.get(given);
    if (known !== undefined) return known;
    const sound = this.#check?.(this.#column, given);
    if (!sound) return unjudged;
    const key = typeof given === 'string' ? ownCopy(given) : given;
    const code = this.encodeChecked(sound.cell === given ? (key as Cell) : sound.cell);
    this.#known.set(key, code);
    return code;
  }

  encodeChecked(cell: Cell): number {
    if (typeof cell !== 'string') return 0;
    const known = this.#made.get(cell) ?? this.#codeOfIdentical(cell);
    if (known !== undefined) return known;
    const code = this.texts.push(ownCopy(cell));
    this.#made.set(this.texts[code - 1]!, code);
    return code;
  }

  textOf(code: number): string {
    return this.texts[code - 1] ?? '';
  }

  #codeOfIdentical(cell: string): number | undefined {
    const code = this.#known.get(cell);
    return code !== undefined && this.texts[code - 1] === cell ? code : undefined;
  }
}

class NumberEncoder implements CellEncoder {
  readonly #known = new Map<unknown, number>();
  readonly #column: StandardColumn;
  readonly #check: RowCheck['cell'];

  constructor(column: StandardColumn, check: RowCheck['cell']) {
    this.#column = column;
    this.#check = check;
  }

  encode(given: unknown): number {
    const known = this.#known.get(given);
    if (known !== undefined) return known;
    const sound = this.#check?.(this.#column, given);
    const number = sound ? this.encodeChecked(sound.cell) : unjudged;
    if (this.#known.size < mostRemembered) this.#known.set(given, number);
    return number;
  }

  encodeChecked(cell: Cell): number {
    // Adding 0 turns -0 into 0: the two are equal, their bytes are not.
    return cell === null || cell === undefined ? Number.NaN : Number(cell) + 0;
  }

  textOf(code: number): string {
    return Number.isNaN(code) ? '' : String(code);
  }
}

/** A slice of 13 characters or more keeps the text it was taken from in memory, which is megabytes of file. */
function ownCopy(text: string): string {
  return text.length < 13 ? text : (JSON.parse(JSON.stringify(text)) as string);
}
