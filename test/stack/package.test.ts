import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageFaults } from '../../scripts/deploy/package/package-faults.ts';
import { pack, type PackedPackage } from '../../scripts/deploy/package/pack.ts';
import { productVersion } from '../../src/composition/product-version.ts';
import { codeVersions } from '../../src/project/code/code-versions.ts';

const run = promisify(execFile);

/** What `npm pack` makes, without an installation by npm: `npm run deploy:check -- --only package` has that, and a cycle. */
describe('the npm package', () => {
  let folder: string;
  let packed: PackedPackage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shelfcast-packed-'));
    packed = await pack(folder);
    await run('tar', ['-xzf', packed.file, '-C', folder]);
    await symlink(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('holds what belongs in it alone', () => {
    expect(packageFaults(packed.files)).toEqual([]);
  });

  test('has the versions of the sources it was made from', async () => {
    const versions = pathToFileURL(join(folder, 'package/lib/project/code/code-versions.js')).href;
    const program = `const { codeVersions } = await import('${versions}'); console.log(JSON.stringify(await codeVersions()))`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program]);
    expect(JSON.parse(stdout)).toEqual(await codeVersions());
  });

  test('runs its command, which makes a project and tries its conditioners', async () => {
    const command = join(folder, 'package/bin/shelfcast.mjs');
    const shelfcast = (...args: readonly string[]) => run(process.execPath, [command, ...args], { cwd: folder });
    expect((await shelfcast('--version')).stdout).toBe(`${productVersion()}\n`);
    await shelfcast('init', 'my-grocer');
    // The set-up, the configuration in TypeScript, and a job in a process of its own.
    const { stdout } = await shelfcast('conditioners', 'test', '--project', 'my-grocer');
    expect(stdout).toMatch(/sales/);
  });
});
