import { statfs } from 'node:fs/promises';
import type { Meter } from './meter.ts';

/** Enters free bytes and size of each volume; one that is not there yet is left out. */
export async function measureDisks(meter: Meter, folders: Readonly<Record<string, string>>): Promise<void> {
  await Promise.all(
    Object.entries(folders).map(async ([volume, folder]) => {
      try {
        const { bavail, blocks, bsize } = await statfs(folder);
        meter.set('shelfcast_disk_free_bytes', { volume }, bavail * bsize);
        meter.set('shelfcast_disk_size_bytes', { volume }, blocks * bsize);
      } catch {
        // Made by the first one who writes to it.
      }
    }),
  );
}
