import { createHash } from 'node:crypto';
import { importGraph, reachedFrom } from './import-graph.ts';

/** What a file with such text declares holds in files that do not import it. */
const declaresForAll = /^\s*declare (global|module)\b/m;

/**
 * A digest of every file over all that a finding about it may depend on: its own text, that of all files it imports, directly or
 * through others, and what holds for all files.
 *
 * @param texts every file of the checkout that can be imported, by its path below the checkout, with `/`
 * @param forAll what holds for all files: versions, settings
 */
export function closureDigests(
  texts: ReadonlyMap<string, string>,
  forAll: readonly string[],
): ReadonlyMap<string, string> {
  const own = new Map<string, string>();
  const imports = importGraph(texts);
  const common = [...forAll];
  for (const [path, text] of texts) {
    own.set(path, digestOf([path, text]));
    if (declaresForAll.test(text)) common.push(text);
  }
  const ofCommon = digestOf(common);
  return new Map(
    [...texts.keys()].map((path) => {
      const parts = [...reachedFrom([path], imports)].sort().map((one) => own.get(one) ?? '');
      return [path, digestOf([ofCommon, path, ...parts])];
    }),
  );
}

function digestOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}
