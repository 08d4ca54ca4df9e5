/** A cell: text, a number, or nothing. NaN and `null` are empty. */
export type CsvCell = string | number | null | undefined;

/** Comma-separated text with a header line, quoted where a cell needs it (RFC 4180), lines ended by a line feed. */
export function csvText(head: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [head.join(',')];
  for (const row of rows) lines.push(row.map(cellText).join(','));
  return `${lines.join('\n')}\n`;
}

function cellText(cell: CsvCell): string {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return '';
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
