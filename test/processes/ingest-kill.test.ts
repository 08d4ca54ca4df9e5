import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createLocalArtifactStore } from '../../src/adapters/storage/local-artifact-store.ts';
import { hashOfFile } from '../../src/adapters/storage/file-hash.ts';
import { loadProject } from '../../src/project/load-project.ts';
import type { JobHooks } from '../../src/ports/job-runner.ts';
import { createChildProcessRunner } from '../../src/processes/run-job.ts';
import { createSmallProject } from '../support/small-project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

afterEach(() => vi.unstubAllEnvs());

/** Objects of a store whose bytes are not what their name says. */
async function damaged(artifacts: string): Promise<readonly string[]> {
  const objects = await readdir(join(artifacts, 'objects'), { recursive: true, withFileTypes: true }).catch(() => []);
  const wrong: string[] = [];
  for (const { parentPath, name } of objects.filter((entry) => entry.isFile() && !entry.name.startsWith('.'))) {
    const hash = `${parentPath.slice(-2)}${name.slice(0, name.indexOf('.'))}`;
    if ((await hashOfFile(join(parentPath, name))) !== hash) wrong.push(name);
  }
  return wrong;
}

test('an ingest killed at any point leaves nothing that another one trips over', { timeout: 120_000 }, async () => {
  const directory = await temporaryDirectory();
  const files = await createSmallProject({ directory, weeks: 20 });
  for (let file = 0; file < 30; file += 1) {
    const lines = Array.from(
      { length: 3000 },
      (_, row) => `s${file}x${row},apples,2025-01-06,${row % 50 === 49 ? -1 : row}`,
    );
    await files.write(`sales/part-${file}.csv`, `store,item,week,units\n${lines.join('\n')}\n`);
  }
  const { jobsVersion } = await loadProject(directory);
  const temporary = await temporaryDirectory();
  vi.stubEnv('TMPDIR', temporary);
  const ingest = (artifacts: string, hooks: Partial<JobHooks> = {}) => {
    vi.stubEnv('SHELFCAST_PROJECT', directory);
    vi.stubEnv('SHELFCAST_ARTIFACTS', artifacts);
    const calm: JobHooks = { signal: new AbortController().signal, onProgress: () => undefined };
    const runner = createChildProcessRunner({ jobsVersion, killAfterMs: 0 });
    return runner.run('ingest-source', { source: 'sales' }, { ...calm, ...hooks });
  };
  const undisturbed = await ingest(join(directory, 'calm'));

  const disturbed = join(directory, 'disturbed');
  let seen = 0;
  for (const delayMs of [0, 3, 7, 20, 45]) {
    const abort = new AbortController();
    // SIGTERM ends a job's process as SIGKILL does: it has no handler, and nothing is cleaned up.
    const onProgress = () => {
      seen += 1;
      setTimeout(() => abort.abort(new Error('killed')), delayMs);
    };
    await expect(ingest(disturbed, { signal: abort.signal, onProgress })).rejects.toThrow('killed');
    expect(await damaged(disturbed)).toEqual([]);
  }
  expect(seen).toBeGreaterThan(0);
  expect(await readdir(temporary)).toEqual([]);
  const { newFiles, ...result } = await ingest(disturbed);
  const { newFiles: all, ...expected } = undisturbed;
  expect(result).toEqual(expected);
  expect(newFiles).toBeLessThan(all);
  const listing = await createLocalArtifactStore(disturbed).get(result.listing);
  expect(listing).toEqual(await createLocalArtifactStore(join(directory, 'calm')).get(expected.listing));
});
