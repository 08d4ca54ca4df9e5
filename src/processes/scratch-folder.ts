import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const variable = 'SHELFCAST_SCRATCH';

/**
 * A folder for the temporary files of one job process, and the variables that make it use the folder. A process that is killed
 * cleans nothing up: tables and spilled rows of gigabytes would stay behind each time.
 */
export class ScratchFolder {
  readonly environment: Readonly<Record<string, string>>;
  readonly #path = mkdtempSync(join(tmpdir(), 'shelfcast-job-'));

  constructor() {
    this.environment = { TMPDIR: this.#path, [variable]: this.#path };
  }

  remove(): void {
    removeFolder(this.#path);
  }
}

/** Removes the folder of the process this is called in, if it has one: its parent can't, being gone. */
export function removeOwnScratch(): void {
  const path = process.env[variable];
  if (path !== undefined) removeFolder(path);
}

function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 2 });
  } catch {
    // Temporary files that stay are no reason to end differently.
  }
}
