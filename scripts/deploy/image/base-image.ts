import { existsSync, realpathSync } from 'node:fs';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDir } from '../../setup/locations.mjs';
import { run } from '../package/run.ts';
import type { Buildah } from './buildah.ts';
import { requireTool } from './tools.ts';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));
const certificates = 'usr/local/share/ca-certificates';

/**
 * Name of the image to build on. `SHELFCAST_BASE_IMAGE` names one that buildah can get; without it one is made of Debian's own packages, the
 * checkout's Node and the machine's npm and certificates, for machines that reach no registry of images.
 */
export async function baseImage(buildah: Buildah): Promise<string> {
  const named = process.env.SHELFCAST_BASE_IMAGE;
  if (named !== undefined && named !== '') return named;
  const root = await debian();
  const container = await buildah.run('from', 'scratch');
  await buildah.run('add', '--quiet', container, root, '/');
  await buildah.run('config', '--env', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', container);
  await buildah.run('commit', '--quiet', container, 'localhost/node-on-debian');
  await buildah.run('rm', container);
  return 'localhost/node-on-debian';
}

/** A folder of Debian 12 with Node, kept in the cache: to make it takes a minute. */
async function debian(): Promise<string> {
  const place = join(cacheDir(), 'deploy', 'debian-12');
  if (!existsSync(place)) {
    const debootstrap = requireTool('debootstrap', 'apt-get install debootstrap');
    const draft = `${place}.${process.pid}`;
    await mkdir(draft, { recursive: true });
    try {
      await run(debootstrap, ['--variant=minbase', '--include=ca-certificates', 'bookworm', draft]);
      await rm(join(draft, 'var/cache/apt/archives'), { recursive: true, force: true });
      await rename(draft, place);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }
  await cp(join(checkout, 'node_modules/node/bin/node'), join(place, 'usr/local/bin/node'));
  const npm = dirname(dirname(realpathSync(requireTool('npm', 'it comes with Node'))));
  await cp(npm, join(place, 'usr/local/lib/node_modules/npm'), { recursive: true });
  await writeFile(
    join(place, 'usr/local/bin/npm'),
    '#!/bin/sh\nexec node /usr/local/lib/node_modules/npm/bin/npm-cli.js "$@"\n',
    { mode: 0o755 },
  );
  // What this machine trusts besides, e.g. a proxy of its company: the build adds them where it updates the certificates.
  if (existsSync(`/${certificates}`)) await cp(`/${certificates}`, join(place, certificates), { recursive: true });
  return place;
}
