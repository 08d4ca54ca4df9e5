import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeployCheck } from '../check.ts';
import { DeployFaultsError } from '../deploy-faults-error.ts';
import { baseImage } from '../image/base-image.ts';
import { Buildah } from '../image/buildah.ts';
import { dockerfileFaults } from '../image/dockerfile.ts';
import { registrySecrets } from '../image/registry-secrets.ts';
import { runInImage, tryWorker } from '../image/try-image.ts';
import { requireDevServer } from '../tools.ts';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));
const tag = 'localhost/shelfcast';
/** What only a build needs. */
const compilers = ['gcc', 'g++', 'cc', 'c++', 'clang', 'make', 'ld'];

export const image: DeployCheck = {
  what: 'the image, built by buildah; a worker of it on a real server, with a read-only root',
  async run() {
    // Looked for at once: a build takes minutes.
    requireDevServer();
    const faults = dockerfileFaults(readFileSync(join(checkout, 'deploy/image/Dockerfile'), 'utf8'));
    if (faults.length > 0) throw new DeployFaultsError('deploy/image/Dockerfile', faults);
    const folder = await mkdtemp(join(tmpdir(), 'shelfcast-image-'));
    const buildah = new Buildah(folder);
    try {
      await buildah.run(
        ...['build', '--isolation', 'chroot', '--layers=false', '--quiet', '--tag', tag],
        ...['--build-arg', `BASE_IMAGE=${await baseImage(buildah)}`, ...(await registrySecrets(folder))],
        ...['--file', join(checkout, 'deploy/image/Dockerfile')],
        ...['--ignorefile', join(checkout, 'deploy/image/Dockerfile.dockerignore'), checkout],
      );
      const config = await buildah.config(tag);
      const container = await buildah.run('from', tag);
      const root = await buildah.run('mount', container);
      const found = compilers.filter((name) => existsSync(join(root, 'usr/bin', name)));
      if (found.length > 0) throw new Error(`the image holds what only its build needs: ${found.join(', ')}`);
      const { components } = JSON.parse(readFileSync(join(root, 'opt/shelfcast/sbom.cdx.json'), 'utf8')) as {
        readonly components: readonly { readonly name: string }[];
      };
      const known = new Set(components.map(({ name }) => name));
      const missing = ['@temporalio/worker', '@duckdb/node-api', 'zod', 'libtensorflow', 'node'].filter(
        (name) => !known.has(name),
      );
      if (missing.length > 0) throw new Error(`the bill of materials lacks ${missing.join(', ')}`);
      const version = await runInImage({ root, config }, checkout, '--version');
      const encryptedPayloads = await tryWorker({ root, config }, folder);
      const [{ size }] = JSON.parse(await buildah.run('images', '--json', tag)) as [{ size: string }];
      return {
        ...{ built: true, ran: true, version, sizeMb: megabytes(size), sbom: components.length },
        ...{ user: config.User, readOnlyRoot: true, encryptedPayloads },
      };
    } finally {
      await buildah.run('rm', '--all');
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** `1.21 GB` and `740 MB`, as buildah prints them. */
function megabytes(size: string): number {
  const [, number = '', unit = ''] = /^([\d.]+) ?([KMG])B$/.exec(size) ?? [];
  return Math.round(Number(number) * ({ K: 0.001, M: 1, G: 1000 }[unit] ?? NaN));
}
