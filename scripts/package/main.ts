/**
 * Builds what `npm pack` takes: the compiled modules with the types of what users import, and the web application.
 *
 *   npm run build:package
 */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manifestFile, manifestOf, ownSources } from '../../src/project/code/code-manifest.ts';
import { buildDashboard } from './build-dashboard.ts';
import { compileModules } from './compile-modules.ts';
import { copyAddonSources } from './copy-addon-sources.ts';
import { writeDeclarations } from './write-declarations.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const modules = join(checkout, 'lib');

await rm(modules, { recursive: true, force: true });
const count = await compileModules(ownSources, modules);
writeDeclarations(checkout, ownSources, modules);
await writeFile(manifestFile(modules), `${JSON.stringify(await manifestOf(ownSources), undefined, 2)}\n`);
await copyAddonSources(checkout, modules);
await buildDashboard();
// npm pack with --json prints its own answer on standard output.
process.stderr.write(`${count} modules in lib, the web application in dist/dashboard\n`);
