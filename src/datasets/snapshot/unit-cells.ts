/** What happened to a row that was put into its cell. */
export type Put = 'new' | 'added' | 'corrected' | 'repeated';

/**
 * Units on a grid, row by row. Each row belongs to a part of its cell, a day or a delivery: of one part the last row holds, and the parts of
 * a cell are added up in the order in which they come. Rows of one part have to come one after the other.
 */
export class UnitCells {
  /** NaN where there is no row. */
  readonly units: Float64Array;
  /** Index of the file whose row was the last one put into a cell. */
  readonly fileOf: Int32Array;
  readonly #parts: Parts | undefined;

  /** @param inParts whether cells have more than one part */
  constructor(cells: number, inParts: boolean) {
    this.units = new Float64Array(cells).fill(Number.NaN);
    this.fileOf = new Int32Array(cells);
    this.#parts = inParts
      ? {
          before: new Float64Array(cells),
          value: new Float64Array(cells),
          day: new Int32Array(cells),
          group: new Int32Array(cells),
        }
      : undefined;
  }

  /** Units of the part that the last row of a cell belongs to; NaN where there is no row. */
  lastPart(cell: number): number {
    return Number.isNaN(this.units[cell]!) ? Number.NaN : (this.#parts?.value[cell] ?? this.units[cell]!);
  }

  /** @param day @param group together name the part */
  put(cell: number, file: number, value: number, day: number, group: number): Put {
    const outcome = this.#parts ? this.#putPart(this.#parts, cell, value, day, group) : this.#replace(cell, value);
    this.fileOf[cell] = file;
    return outcome;
  }

  #replace(cell: number, value: number): Put {
    const outcome = outcomeOf(this.units[cell]!, value);
    this.units[cell] = value;
    return outcome;
  }

  #putPart(parts: Parts, cell: number, value: number, day: number, group: number): Put {
    const isNew = Number.isNaN(this.units[cell]!);
    const isSame = !isNew && parts.day[cell] === day && parts.group[cell] === group;
    const outcome = isNew ? 'new' : isSame ? outcomeOf(parts.value[cell]!, value) : 'added';
    if (!isSame) parts.before[cell] = isNew ? 0 : this.units[cell]!;
    parts.value[cell] = value;
    parts.day[cell] = day;
    parts.group[cell] = group;
    // From the parts before rather than by the difference: a correction leaves no rounding behind.
    this.units[cell] = parts.before[cell]! + value;
    return outcome;
  }
}

interface Parts {
  /** Sum of the parts before the last one. */
  readonly before: Float64Array;
  /** The last part. */
  readonly value: Float64Array;
  readonly day: Int32Array;
  readonly group: Int32Array;
}

function outcomeOf(earlier: number, value: number): Put {
  if (Number.isNaN(earlier)) return 'new';
  return earlier === value ? 'repeated' : 'corrected';
}
