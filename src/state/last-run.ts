import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseIn } from './state-directory.ts';

const noteIn = (folder: string): string => join(folder, 'last-run');

/** Notes that a stack or a local run has begun on a state folder. */
export function noteRun(folder: string): void {
  writeFileSync(noteIn(folder), `${new Date().toISOString()}\n`);
}

/**
 * The folder that a stack or a local run began on last, of those that have a registry; the first of several without a note.
 * `undefined` where none has a registry. Makes no folder.
 */
export function lastRunFolder(folders: readonly string[]): string | undefined {
  const runs = folders
    .filter((folder) => existsSync(databaseIn(folder)))
    .map((folder) => ({ folder, began: beganAt(folder) }));
  return runs.sort((one, other) => other.began - one.began)[0]?.folder;
}

/** 0 where no note was made. */
function beganAt(folder: string): number {
  try {
    return Date.parse(readFileSync(noteIn(folder), 'utf8').trim()) || 0;
  } catch {
    return 0;
  }
}
