import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));

export interface PackedPackage {
  /** The tarball. */
  readonly file: string;
  /** Paths in it. */
  readonly files: readonly string[];
  readonly bytes: number;
}

/** Builds and packs the package as `npm pack` does. */
export async function pack(folder: string): Promise<PackedPackage> {
  const answer = await run('npm', ['pack', '--json', '--loglevel=error', `--pack-destination=${folder}`], {
    cwd: checkout,
  });
  const [packed] = JSON.parse(answer) as readonly [{ filename: string; size: number; files: { path: string }[] }];
  return {
    file: join(folder, packed.filename),
    files: packed.files.map(({ path }) => path),
    bytes: packed.size,
  };
}
