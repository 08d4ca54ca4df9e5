import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A fresh folder outside the checkout, removed when the current test ends. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'shelfcast-test-')));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
