import { randomUUID } from 'node:crypto';
import { link, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissingFile } from './missing-file.ts';

/**
 * Deletes a file unless it was changed at or after a moment, and says whether it did.
 *
 * The file is removed first and looked at then: a writer that renews it before that is seen by its time, and one that comes
 * later finds nothing there and writes it again.
 */
export async function deleteUnlessNew(path: string, moment: number): Promise<boolean> {
  try {
    if ((await stat(path)).mtimeMs >= moment) return false;
    const aside = join(dirname(path), `.${randomUUID()}.part`);
    await rename(path, aside);
    const isNew = (await stat(aside)).mtimeMs >= moment;
    if (isNew) await putBack(aside, path);
    await rm(aside, { force: true });
    return !isNew;
  } catch (error) {
    if (isMissingFile(error)) return false;
    throw error;
  }
}

/** What has been written under the name meanwhile stays. */
async function putBack(aside: string, path: string): Promise<void> {
  try {
    await link(aside, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
