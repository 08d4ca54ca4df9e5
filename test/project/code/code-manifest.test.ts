import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { describe, expect, test } from 'vitest';
import { manifestOf, ownSources } from '../../../src/project/code/code-manifest.ts';
import { codePartNames, codeParts, workerPackages, type CodePartName } from '../../../src/project/code/code-parts.ts';
import { codeVersions } from '../../../src/project/code/code-versions.ts';
import { ModuleMemory } from '../../../src/project/code/module-memory.ts';
import { readModule } from '../../../src/project/code/read-module.ts';
import { reachedModules } from '../../../src/project/code/reached-modules.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));

/** The parts that are others where the text of one module is. */
async function changedParts(path: string, change: (text: string) => string): Promise<readonly CodePartName[]> {
  const file = join(ownSources, path);
  const text = await readFile(file, 'utf8');
  expect(change(text)).not.toBe(text);
  const memory = new ModuleMemory(ownSources);
  const read = (one: string) => (one === file ? readModule(change(text)) : memory.read(one));
  const [ours, theirs] = [await manifestOf(ownSources), await manifestOf(ownSources, { read, keep: () => undefined })];
  return codePartNames.filter((name) => theirs[name] !== ours[name]);
}

const added = (text: string): string => `${text}\nexport const added = 1;\n`;
const reworded = (text: string): string => text.replace("step: '", "step: 'now ");

test.each<[string, string, readonly CodePartName[], (text: string) => string]>([
  ['what is aimed at', 'contracts/aim.ts', ['fits', 'jobs', 'workers'], added],
  ['the math of a fit', 'forecasting/lasso/coordinate-descent.ts', ['fits', 'jobs', 'workers'], added],
  ['how ensembles are fitted', 'jobs/backtest/ensemble-options.ts', ['fits', 'jobs', 'workers'], added],
  ['the training step', 'adapters/tensorflow/training-step.ts', ['fits', 'jobs', 'workers'], added],
  ['the options of Node', 'processes/node-options.ts', ['fits', 'workers'], added],
  ['the wording of an explanation', 'jobs/explain/explain-model.ts', ['jobs', 'workers'], reworded],
  ['how a forecast is explained', 'forecasting/explain/explain-forecast.ts', ['jobs', 'workers'], added],
  ['the gate', 'jobs/gate/judge-model.ts', ['jobs', 'workers'], added],
  ['how rows are checked', 'datasets/conditioning/row-check.ts', ['conditioning', 'jobs', 'workers'], added],
  ['a kind of source', 'contracts/source-kinds.ts', ['conditioning', 'jobs', 'workers'], added],
  ['a message', 'contracts/messages.ts', ['workflows', 'workers'], added],
  ['a migration', 'adapters/postgres/migrations/index.ts', ['workers', 'migrations'], added],
  ['a comment', 'contracts/aim.ts', [], (text) => `// A word more.\n${text}`],
  ['a type', 'contracts/project.ts', [], (text) => `${text}\nexport interface Added { readonly more: string }\n`],
  ['a command', 'cli/main.ts', [], added],
  ['an activity', 'activities/commit-cycle.ts', ['workers'], added],
  ['how workers are wired', 'workers/start-workers.ts', ['workers'], added],
])('a change of %s, %s, changes %j', async (_, path, parts, change) => {
  expect(await changedParts(path, change)).toEqual(parts);
});

test('versions do not depend on where the sources are, but on a change in them', async () => {
  const folder = await temporaryDirectory();
  const sources = join(folder, 'src');
  await cp(ownSources, sources, { recursive: true });
  await cp(join(checkout, 'scripts/setup'), join(folder, 'scripts/setup'), { recursive: true });
  const ours = await manifestOf(ownSources);
  await appendFile(join(sources, 'contracts/aim.ts'), 'export const added = 1;\n');
  const { fits, conditioning } = await manifestOf(sources);
  expect(fits).not.toBe(ours.fits);
  expect(conditioning).toBe(ours.conditioning);
});

test.each<CodePartName>(['fits', 'conditioning'])('what %s reach is what Node loads', async (name) => {
  const { roots } = codeParts[name];
  const urls = roots.map((root) => pathToFileURL(join(ownSources, root)).href);
  const program = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    for (const url of ${JSON.stringify(urls)}) await import(url);
    console.log(JSON.stringify(loaded));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  const loaded = (JSON.parse(stdout) as readonly string[])
    .filter((url) => url.startsWith(pathToFileURL(ownSources).href))
    .map((url) => relative(ownSources, fileURLToPath(url)));

  const memory = new ModuleMemory(ownSources);
  // Node loads all that a module passes on, of which less counts.
  const read = async (file: string) => {
    const { passesOn: _, ...whole } = (await memory.read(file))!;
    return whole;
  };
  const { modules } = await reachedModules(ownSources, roots, { read });
  expect([...modules.keys()].sort()).toEqual(loaded.toSorted());
});

describe('packages', () => {
  test('that workers and their jobs import are those whose versions are in a build', async () => {
    const { packages } = await reachedModules(ownSources, codeParts.workers.roots, new ModuleMemory(ownSources));
    const names = [...packages].map((path) => path.split('/', path.startsWith('@') ? 2 : 1).join('/'));
    // Words in texts that only look like imports.
    const words = ['numeric', 'offset'];
    expect([...new Set(names)].filter((name) => !words.includes(name)).sort()).toEqual(workerPackages);
  });

  test.each<[CodePartName, readonly string[]]>([
    // Numbers in, numbers out: a package that comes in here has to be in `runsOn`, or be shown to decide no bytes.
    ['fits', []],
    ['conditioning', ['arquero']],
  ])('that %s reach are known', async (name, packages) => {
    const reached = await reachedModules(ownSources, codeParts[name].roots, new ModuleMemory(ownSources));
    expect([...reached.packages]).toEqual(packages);
  });
});

test('a compiled package has the versions of the sources it was made from', async () => {
  const folder = await temporaryDirectory();
  const compile = async (path: string): Promise<void> => {
    const target = ScriptTarget.ESNext;
    const compilerOptions = { module: ModuleKind.ESNext, target, rewriteRelativeImportExtensions: true };
    const { outputText } = transpileModule(await readFile(join(ownSources, path), 'utf8'), { compilerOptions });
    const file = join(folder, 'dist', path.replace(/\.ts$/, '.js'));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, outputText);
  };
  for (const name of await readdir(join(ownSources, 'project/code'))) await compile(`project/code/${name}`);
  await cp(join(checkout, 'scripts/setup'), join(folder, 'scripts/setup'), { recursive: true });
  await symlink(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const node = (...args: readonly string[]) => promisify(execFile)(process.execPath, args, { cwd: folder });

  await node(join(checkout, 'scripts/code-manifest/main.ts'), join(folder, 'dist'));
  const program =
    "import { codeVersions } from './dist/project/code/code-versions.js'; console.log(JSON.stringify(await codeVersions()))";
  const { stdout } = await node('--input-type=module', '--eval', program);
  expect(JSON.parse(stdout)).toEqual(await codeVersions());

  // It is the manifest that says so, not its modules.
  await appendFile(join(folder, 'dist/project/code/code-parts.js'), '\n// Compiled once more.\n');
  expect((await node('--input-type=module', '--eval', program)).stdout).toBe(stdout);
});
