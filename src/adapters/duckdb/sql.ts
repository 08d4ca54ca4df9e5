import type { ColumnFilter } from '../../ports/table-engine.ts';

/** A column or table name as SQL. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as an SQL literal: file names in table functions can't be bound as parameters everywhere. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The texts of a column of numbers: whole ones without a decimal point, which others read as integers. */
export function numberText(column: string): string {
  const number = identifier(column);
  // Beyond 2^53 neighbouring numbers are further than one apart: the engine writes those with an exponent.
  const isWhole = `abs(${number}) <= 9007199254740992 AND ${number} = trunc(${number})`;
  return `CASE WHEN ${isWhole} THEN CAST(CAST(${number} AS BIGINT) AS VARCHAR) ELSE CAST(${number} AS VARCHAR) END`;
}

/** A path for `read_parquet`, which would otherwise expand glob characters. */
export function pathLiteral(path: string): string {
  return literal(path.replaceAll(/[*?[\]]/g, (character) => `[${character}]`));
}

/** Several paths, in their order. */
export function pathList(paths: readonly string[]): string {
  return `[${paths.map(pathLiteral).join(', ')}]`;
}

/** `WHERE …` with all filters, or nothing. */
export function whereClause(filters: readonly ColumnFilter[] | undefined): string {
  if (!filters || filters.length === 0) return '';
  return `WHERE ${filters.map(condition).join(' AND ')}`;
}

function condition(filter: ColumnFilter): string {
  const column = identifier(filter.column);
  if ('atMost' in filter) return `${column} <= ${literal(filter.atMost)}`;
  if ('atLeast' in filter) return `${column} >= ${literal(filter.atLeast)}`;
  if ('in' in filter) return filter.in.length === 0 ? 'false' : `${column} IN (${filter.in.map(literal).join(', ')})`;
  if (filter.notIn.length === 0) return `${column} IS NOT NULL`;
  return `${column} NOT IN (${filter.notIn.map(literal).join(', ')})`;
}
