import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importedFiles } from '../../src/project/imported-files.ts';
import { projectVersion } from '../../src/project/project-version.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('a project has the same version in whatever folder it lies', async () => {
  const versions = new Set<string>();
  // The folder of what it shares comes before one name and after the other.
  for (const name of ['project', 'zz-checkout']) {
    const root = await temporaryDirectory();
    await mkdir(join(root, name));
    await mkdir(join(root, 'shared'));
    await writeFile(join(root, 'shared/a.ts'), 'export const a = 1;');
    const config = "import { a } from '../shared/a.ts';\nexport default a;\n";
    await writeFile(join(root, name, 'shelfcast.config.ts'), config);
    const folder = join(root, name);
    const imported = await importedFiles(join(folder, 'shelfcast.config.ts'));
    versions.add(await projectVersion(folder, 'shelfcast.config.ts', imported));
  }
  expect(versions.size).toBe(1);
});
