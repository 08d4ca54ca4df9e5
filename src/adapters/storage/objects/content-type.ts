const types: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  txt: 'text/plain; charset=utf-8',
  html: 'text/html; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

/** Media type by a file ending without the dot, for browsers that open a published file. */
export function contentTypeOf(extension: string): string {
  return types[extension] ?? 'application/octet-stream';
}
