import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const name = '@tensorflow/tfjs-node';

/**
 * Copies of tfjs-node what the set-up compiles its addon from, to where the package's modules find it as they find it in a checkout. The
 * whole of it cannot be a dependency: npm would run its install script, which downloads another TensorFlow, and its JavaScript, of
 * which nothing is run here, takes 280 MB.
 *
 * @param modules folder of the compiled modules
 */
export async function copyAddonSources(checkout: string, modules: string): Promise<void> {
  const from = join(checkout, 'node_modules', name);
  const to = join(modules, 'node_modules', name);
  const { version, license, repository } = JSON.parse(await readFile(join(from, 'package.json'), 'utf8')) as {
    readonly version: string;
    readonly license: string;
    readonly repository: unknown;
  };
  await mkdir(to, { recursive: true });
  await cp(join(from, 'binding'), join(to, 'binding'), { recursive: true });
  await writeFile(
    join(to, 'package.json'),
    `${JSON.stringify({ name, version, license, repository }, undefined, 2)}\n`,
  );
}
