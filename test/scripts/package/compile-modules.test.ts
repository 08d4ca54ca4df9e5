import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { compileModules } from '../../../scripts/package/compile-modules.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const sources = {
  'index.ts':
    "import { twice } from './math/twice.ts';\nimport type { Value } from './value.ts';\nconst two: Value = twice(1);\nconsole.log(two, (await import('./later.ts')).later);\n",
  'math/twice.ts': 'export const twice = (value: number): number => 2 * value;\n',
  'value.ts': 'export type Value = number;\n',
  'later.ts': "export const later = 'later' satisfies string;\n",
  'dashboard/page.ts': 'export const page = 1;\n',
};

test('modules become JavaScript that Node runs, with imports of what was compiled', async () => {
  const folder = await temporaryDirectory();
  for (const [path, text] of Object.entries(sources)) {
    await mkdir(dirname(join(folder, 'src', path)), { recursive: true });
    await writeFile(join(folder, 'src', path), text);
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  expect(await compileModules(join(folder, 'src'), join(folder, 'lib'))).toBe(4);
  const compiled = (await readdir(join(folder, 'lib'), { recursive: true })).filter((name) => name.endsWith('.js'));
  expect(compiled.sort()).toEqual(['index.js', 'later.js', 'math/twice.js', 'value.js']);
  expect(await readFile(join(folder, 'lib/index.js'), 'utf8')).toContain('import("./later.js")');
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'lib/index.js')]);
  expect(stdout).toBe('2 later\n');
});
