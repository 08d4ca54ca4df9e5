import { importGraph, reachedFrom } from './import-graph.ts';

/** Types are the type check's business: a test that reaches a file through them alone cannot find anything in it. */
const typesAlone = /^\s*(?:import|export) type\s[^;]*?\bfrom\s*(['"])[^'"]*\1/gm;
/** What decides how every test runs. */
const runsAll = ['vitest.config.ts', 'package.json', 'package-lock.json'];
const isUnitTest = (path: string): boolean =>
  /^(test|examples)\/.*\.test\.ts$/.test(path) && !/^test\/(system|stack|proofs)\//.test(path);

/** Unit tests that can find something in a change. */
export interface NearTests {
  /** Those that changed themselves, and the nearest, up to the number asked for: those with the fewest imports between. */
  readonly near: readonly string[];
  /** How many more reach it. */
  readonly further: number;
  /** Whether it reaches what all tests run with. */
  readonly concernsAll: boolean;
}

/**
 * Files of unit tests that reach changed files by imports, directly or through others.
 *
 * @param texts every file that can be imported, by its path below the checkout, with `/`
 * @param changed paths below the checkout; they need not be among the texts
 * @param atMost files to return, those that changed aside
 */
export function nearTests(texts: ReadonlyMap<string, string>, changed: readonly string[], atMost: number): NearTests {
  // Tests also name files that are no code.
  const files = new Map(changed.map((path) => [path, '']));
  for (const [path, text] of texts) files.set(path, text.replaceAll(typesAlone, ''));
  const reached = reachedFrom(changed, importersOf(importGraph(files)));
  const tests = [...reached].filter(isUnitTest);
  const count = Math.max(atMost, changed.filter(isUnitTest).length);
  return {
    near: tests.slice(0, count),
    further: Math.max(0, tests.length - count),
    concernsAll: runsAll.some((path) => reached.has(path)),
  };
}

/** What imports each file directly. */
function importersOf(imports: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>();
  for (const [path, names] of imports) {
    for (const name of names) {
      const known = importers.get(name);
      if (known) known.push(path);
      else importers.set(name, [path]);
    }
  }
  return importers;
}
