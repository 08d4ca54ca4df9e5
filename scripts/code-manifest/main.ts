import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { manifestFile, manifestOf, ownSources } from '../../src/project/code/code-manifest.ts';

/** `npm run build:code-manifest -- dist`: what versions of the code are made of, for the folder of a compiled package's modules. */
const [folder] = process.argv.slice(2);
if (folder === undefined)
  throw new Error('name the folder of the compiled modules: npm run build:code-manifest -- dist');
const modules = resolve(folder);
mkdirSync(modules, { recursive: true });
writeFileSync(manifestFile(modules), `${JSON.stringify(await manifestOf(ownSources), undefined, 2)}\n`);
