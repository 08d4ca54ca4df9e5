import { spawn, type ChildProcess } from 'node:child_process';
import type { ImageConfig } from './buildah.ts';

/**
 * Starts a command of an image on the host's network as a container engine with a read-only root file system does: as the image's user, with
 * its variables alone, writable only where the image says. Buildah itself has no such switch.
 *
 * @param root where the image is mounted
 * @param project folder of the project, read-only as well
 */
export function startReadOnly(
  root: string,
  config: ImageConfig,
  project: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): ChildProcess {
  const user = config.User ?? '0:0';
  const [id] = user.split(':');
  const script = `
    set -e
    mount --bind "$ROOT" "$ROOT"
    mount -o remount,bind,ro "$ROOT"
    mount -t tmpfs -o mode=1777 tmpfs "$ROOT/tmp"
    mount -t tmpfs -o mode=0700,uid=${id},gid=${id} tmpfs "$ROOT/var/lib/shelfcast"
    mount -t proc proc "$ROOT/proc"
    mount --rbind /dev "$ROOT/dev"
    mount --bind "$PROJECT" "$ROOT/project"
    mount -o remount,bind,ro "$ROOT/project"
    ROOT_OF_IMAGE=$ROOT
    unset ROOT PROJECT
    exec chroot --userspec=${user} "$ROOT_OF_IMAGE" /usr/bin/env -i "$@"`;
  const environment = [...(config.Env ?? []), ...Object.entries(variables).map(([name, value]) => `${name}=${value}`)];
  const command = ['/bin/sh', '-c', `cd ${config.WorkingDir ?? '/'} && exec "$@"`, 'sh', ...(config.Entrypoint ?? [])];
  return spawn('unshare', ['--mount', 'sh', '-c', script, 'sh', ...environment, ...command, ...args], {
    env: { PATH: process.env.PATH, ROOT: root, PROJECT: project },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
