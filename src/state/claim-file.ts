import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isAlive, recordOf, type ProcessRecord } from './process-identity.ts';

/** Writes this process's claim into a file that nobody holds; false where another process was quicker. */
export function writeClaim(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(recordOf(process.pid)), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    // On a full disk the file is made and stays empty, and would belong to nobody.
    rmSync(file, { force: true });
    throw error;
  }
}

/** The process whose claim a file holds. The claim of one that has ended is removed, and counts for nothing. */
export function claimant(file: string): ProcessRecord | undefined {
  let holder: ProcessRecord;
  try {
    holder = JSON.parse(readFileSync(file, 'utf8')) as ProcessRecord;
  } catch {
    return undefined;
  }
  if (isAlive(holder)) return holder;
  rmSync(file, { force: true });
  return undefined;
}
