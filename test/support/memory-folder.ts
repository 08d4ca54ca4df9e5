import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statfsSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from './remove-folder.ts';

/** Where Linux keeps files in memory. */
export const memory = '/dev/shm';
const prefix = 'shelfcast-tests-';
/** Temporary files of `system` have taken 0.8 gigabytes at a time; processes take the rest. */
const leastFree = 6 * 2 ** 30;

/**
 * Set-up of a run: temporary files are kept in memory, as some systems always do. Databases wait for the disk at every step, and a
 * quarter of the processor time goes into files that live for a second. Not where `TMPDIR` names another place, or memory is short.
 */
export default async function useMemory(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TMPDIR !== undefined || !hasRoom()) return undefined;
  await removeLeftovers();
  // Stacks of other runs on this machine keep the ports that they have chosen there.
  const ports = join(tmpdir(), 'shelfcast-ports');
  mkdirSync(ports, { recursive: true });
  const folder = mkdtempSync(join(memory, `${prefix}${process.pid}-`));
  symlinkSync(ports, join(folder, 'shelfcast-ports'));
  process.env.TMPDIR = folder;
  return async () => {
    delete process.env.TMPDIR;
    await removeQuietly(folder);
  };
}

/** Whether temporary files can be kept in memory, programs among them. */
export function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory);
    const free = Math.min(bavail * bsize, process.availableMemory());
    return process.platform === 'linux' && free >= leastFree && runsPrograms();
  } catch {
    return false;
  }
}

/** Containers often mount it so that no program in it can be run. */
function runsPrograms(): boolean {
  const mount = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .findLast(([, place]) => place === memory);
  return mount !== undefined && !mount[3]!.split(',').includes('noexec');
}

/** Folders of runs that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(memory)) {
    if (name.startsWith(prefix) && !isRunning(Number.parseInt(name.slice(prefix.length), 10))) {
      await removeQuietly(join(memory, name));
    }
  }
}

/** A folder may be somebody else's: that makes no run fail. The next run tries again. */
async function removeQuietly(folder: string): Promise<void> {
  await removeFolder(folder).catch((error: unknown) => process.stderr.write(`left behind: ${String(error)}\n`));
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
