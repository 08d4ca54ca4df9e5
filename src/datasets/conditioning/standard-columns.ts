import type { StandardColumn } from '../../contracts/project.ts';
import type { NumberColumn, TextColumn } from '../../ports/table-engine.ts';

/** What a checked row may hold. */
export type Cell = string | number | boolean | null | undefined;

/** Cells as a typed column; `null` and absent ones are missing, true and false become 1 and 0. */
export function toColumn(cells: readonly Cell[], type: StandardColumn['type']): TextColumn | NumberColumn {
  return type === 'number' ? Float64Array.from(cells, numberOrMissing) : cells.map(textOrMissing);
}

function numberOrMissing(cell: Cell): number {
  // Adding 0 turns -0 into 0: the two are equal, their bytes are not.
  return cell === null || cell === undefined ? Number.NaN : Number(cell) + 0;
}

function textOrMissing(cell: Cell): string | null {
  return typeof cell === 'string' ? cell : null;
}
