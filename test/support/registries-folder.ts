import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from './remove-folder.ts';

/** Set-up of a run: a folder for the databases of its registries, which outlive the tests and are removed when all have ended. */
export default function provideFolder(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'shelfcast-registries-'));
  process.env.SHELFCAST_TEST_REGISTRIES = folder;
  return () => removeFolder(folder);
}
