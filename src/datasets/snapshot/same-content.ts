import type { ConditionedFile, FileCopy } from '../../contracts/dataset.ts';

/** Rows from which on equal bytes are no coincidence: two days of a small store can well have the same three sales. */
const fewestRows = 10;

/**
 * Leaves out files that hold the same bytes as an earlier one and gave the same rows: the same delivery under two names, which must not
 * be added up twice. A conditioner that takes the day from the file's name gives other rows of the same bytes, and both stay.
 */
export function withoutCopies(files: readonly ConditionedFile[]): {
  readonly files: readonly ConditionedFile[];
  readonly copies: readonly FileCopy[];
} {
  const first = new Map<string, string>();
  const copies: FileCopy[] = [];
  const kept = files.filter(({ path, contentHash, conditioned, rows }) => {
    if (rows < fewestRows) return true;
    const content = `${contentHash} ${conditioned.hash}`;
    const of = first.get(content);
    if (of === undefined) first.set(content, path);
    else copies.push({ path, of });
    return of === undefined;
  });
  return { files: kept, copies };
}
