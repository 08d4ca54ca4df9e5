import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));

/** A page of the documentation. */
export interface Page {
  /** Path below the checkout, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** README, `docs/*.md` and the examples' own pages: what says how things are now. The change log and the decisions say how they were. */
export function documentationPages(): readonly Page[] {
  const docs = readdirSync(join(checkout, 'docs')).filter((name) => name.endsWith('.md'));
  const paths = [
    'README.md',
    ...docs.sort().map((name) => `docs/${name}`),
    ...['grocer', 'orange-juice'].map((name) => `examples/${name}/README.md`),
  ];
  return paths.map((path) => ({ path, text: readFileSync(join(checkout, path), 'utf8') }));
}
