/** `01/29/2024` as `2024-01-29`; a text that is no such date stays as it is, and its row is set aside with file and line. */
export function isoDate(date: string): string {
  return date.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$1-$2');
}
