/** Categories are labels: numbers such as a size are written out, a missing value is the empty label. */
export function labelOf(value: string | number | null | undefined): string {
  return value === null || value === undefined || Number.isNaN(value) ? '' : String(value);
}
