import { rm } from 'node:fs/promises';

/** Removes a folder, whatever is in it. Processes whose stack was killed end on their own, and may write to it for a moment. */
export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
