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
