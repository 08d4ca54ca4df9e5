import { stem } from '../../contracts/correction-order.ts';

/** What a file's name ends on where it corrects another file: a word, and a number where there are several. */
const correction =
  /[-_. ]+(corrected|corrections?|corr|fixed|fix|revised|revision|rev|restated|amended|replaced|replacement|resent|redelivered|again|v(?=\d)|version(?=[-_. ]?\d))[-_. ]?\d*$/i;

/**
 * Which files are versions of one another, by their names: `2025-01-06.csv` and `2025-01-06-corrected.csv` are, `2025-01-06.csv` and
 * `2025-01-07.csv` are not. Gives the number of each file's group, groups counted in the order of their first files.
 */
export function correctionGroups(paths: readonly string[]): Int32Array {
  const groups = new Map<string, number>();
  return Int32Array.from(paths, (path) => {
    const name = originalName(path);
    const known = groups.get(name) ?? groups.size;
    groups.set(name, known);
    return known;
  });
}

/** A path without its endings, and without the words that mark it as a correction. */
function originalName(path: string): string {
  let name = stem(path);
  while (correction.test(name)) name = name.replace(correction, '');
  return name;
}
