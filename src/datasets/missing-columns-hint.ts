import { delimiters } from '../contracts/project.ts';
import { nearestName } from './nearest-name.ts';

interface MissingColumns {
  readonly missing: readonly string[];
  readonly expected: readonly string[];
  readonly found: readonly string[];
}

/** The way out where a file lacks columns: another separator, or a column that seems to be there under another name. */
export function missingColumnsHint(facts: MissingColumns): string {
  return (
    delimiterHint(facts) ??
    `deliver the file with these columns, or change the source's columns and conditioner${renamingHint(facts)}`
  );
}

/** One column whose name, cut at a separator, has all that is missing: the file is separated by something else. */
function delimiterHint({ missing, found }: MissingColumns): string | undefined {
  const [only] = found;
  if (only === undefined || found.length > 1) return undefined;
  const separator = delimiters.find((delimiter) => {
    const names = only.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
    return names.length > 1 && missing.every((name) => names.includes(name));
  });
  if (separator === undefined) return undefined;
  const shown = separator === '\t' ? '\\t' : separator;
  return `the file separates its values by ${separator === '\t' ? 'tabs' : `"${separator}"`}: declare delimiter: '${shown}' for the source`;
}

/** What to say where a column seems to be there under another name. */
function renamingHint({ missing, expected, found }: MissingColumns): string {
  const strangers = found.filter((name) => !expected.includes(name));
  // One name gone and one come: that is most likely the same column, however little the names have in common.
  const [only] = missing.length === 1 && strangers.length === 1 ? strangers : [];
  return missing
    .map((name) => [nearestName(name, strangers) ?? only, name] as const)
    .flatMap(([stranger, name]) =>
      stranger === undefined
        ? []
        : [
            `; found "${stranger}"; if it was renamed, declare migrations: { renamed: { ${propertyText(stranger)}: '${name}' } }`,
          ],
    )
    .join('');
}

function propertyText(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}
