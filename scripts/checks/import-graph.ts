import { posix } from 'node:path';

/** A path or a module in quotes: whatever a file could import, and some that it does not. */
const quoted = /(['"`])(\.{1,2}\/[^'"`\n]*|shelfcast)\1/g;

/**
 * What each file imports directly, or names as if it did.
 *
 * @param texts every file that can be imported, by its path below the checkout, with `/`
 */
export function importGraph(texts: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  return new Map([...texts].map(([path, text]) => [path, namedIn(path, text).filter((one) => texts.has(one))]));
}

function namedIn(path: string, text: string): readonly string[] {
  return [...text.matchAll(quoted)].map(([, , name = '']) =>
    name === 'shelfcast' ? 'src/index.ts' : posix.join(posix.dirname(path), name),
  );
}

/** Some files and all that edges lead to from there, directly or through others, in the order of the fewest edges between. */
export function reachedFrom(
  paths: readonly string[],
  edges: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const found = new Set(paths);
  // A set's iteration also visits what is added during it.
  for (const one of found) for (const next of edges.get(one) ?? []) found.add(next);
  return found;
}
