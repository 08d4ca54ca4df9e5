import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { initCommand } from '../../../src/cli/init/init-command.ts';
import { UsageError } from '../../../src/cli/usage.ts';
import { loadProject } from '../../../src/project/load-project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

function saidBy(): () => string {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => {
    write.mockRestore();
  });
  return () => write.mock.calls.map(([text]) => String(text)).join('');
}

test('makes a project of the name of its folder, and says what comes next', async () => {
  const said = saidBy();
  const folder = join(await temporaryDirectory(), 'Corner Shop');
  expect(await initCommand(folder)).toBe(0);
  expect((await readdir(folder)).sort()).toEqual([
    '.gitignore',
    'README.md',
    'conditioners',
    'landing',
    'package.json',
    'shelfcast.config.ts',
    'tsconfig.json',
  ]);
  expect(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))).toMatchObject({ name: 'corner-shop' });
  const { resolved } = await loadProject(folder);
  expect([resolved.name, resolved.regions.map(({ name }) => name)]).toEqual(['corner-shop', ['north', 'south']]);
  expect(said()).toMatch(/npx shelfcast dev/);
});

test('an empty folder will do, one with a file is refused and left as it is', async () => {
  saidBy();
  const folder = await temporaryDirectory();
  await mkdir(join(folder, 'empty'));
  expect(await initCommand(join(folder, 'empty'))).toBe(0);
  await mkdir(join(folder, 'full'));
  await writeFile(join(folder, 'full/notes.txt'), 'mine');
  await expect(initCommand(join(folder, 'full'))).rejects.toThrow(UsageError);
  await expect(initCommand(join(folder, 'full'))).rejects.toThrow(/full is not empty \(it has notes\.txt\)/);
  expect(await readdir(join(folder, 'full'))).toEqual(['notes.txt']);
});
