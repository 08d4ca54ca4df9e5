import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';

/** A module's file and those it reaches by relative imports. */
export interface ImportedFiles {
  /** Absolute paths, in the order of their paths from the entry's folder: the same wherever the project lies. */
  readonly files: readonly string[];
  /** Whether these are certainly all: no import has a computed name, an alias or a file that is not there. */
  readonly complete: boolean;
}

/** `from '…'`, `import '…'`, `import('…')`, `require('…')`; in comments and texts too, which only adds files. */
const imports = /\b(?:from|import|require)\s*\(?\s*(['"])([^'"\n]+)\1/g;
/** A call whose argument is no plain text. */
const computed = /\b(?:import|require)\s*\(\s*(?!['"])/;

/** Follows the relative imports of a module. Packages are not followed: they have versions of their own. */
export async function importedFiles(entry: string): Promise<ImportedFiles> {
  const seen = new Set<string>();
  let complete = true;
  const follow = async (file: string): Promise<void> => {
    if (seen.has(file)) return;
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) {
      complete = false;
      return;
    }
    seen.add(file);
    if (!/\.[cm]?[jt]s$/.test(file)) return;
    if (computed.test(text)) complete = false;
    for (const [, , name] of text.matchAll(imports)) {
      if (name!.startsWith('#')) complete = false;
      else if (/^\.{0,2}\//.test(name!)) await follow(resolve(dirname(file), name!));
    }
  };
  await follow(entry);
  const folder = dirname(entry);
  const byPlace = [...seen].map((file) => ({ file, place: relative(folder, file) }));
  const files = byPlace.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ file }) => file);
  return { files, complete };
}
