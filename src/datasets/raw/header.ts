import type { ResolvedSource } from '../../contracts/project.ts';
import { ColumnMissingError, HeaderError } from '../errors.ts';
import type { RawTable } from './raw-table.ts';

interface Where {
  readonly source: string;
  readonly file: string;
}

/**
 * A raw table under the names its source knows: renamed columns have their new names, absent ones with a default are there. Throws
 * `HeaderError` or `ColumnMissingError`.
 */
export function withKnownHeader(table: RawTable, source: ResolvedSource, where: Where): RawTable {
  const { renamed = {}, defaults = {} } = source.migrations ?? {};
  const header = table.header.map((name) => (Object.hasOwn(renamed, name) ? renamed[name]! : name));
  const twice = header.find((name, index) => name === '' || header.indexOf(name) !== index);
  if (twice !== undefined) throw new HeaderError({ ...where, column: twice, found: table.header });
  const absent = Object.keys(defaults).filter((name) => !header.includes(name));
  const known = [...header, ...absent];
  const missing = source.columns.filter((name) => !known.includes(name));
  if (missing.length > 0) {
    throw new ColumnMissingError({ ...where, missing, expected: source.columns, found: table.header });
  }
  const filled = absent.map((name) => new Array<string>(table.lines.length).fill(defaults[name]!));
  return { ...table, header: known, columns: [...table.columns, ...filled] };
}
