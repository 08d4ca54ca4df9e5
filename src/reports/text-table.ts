export interface TextTableOptions {
  /** Columns from the left whose cells begin at the left; those of the others end at the right. Default 1. */
  readonly leftColumns?: number;
}

/** A table of plain text. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { leftColumns = 1 }: TextTableOptions = {},
): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column < leftColumns ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}
