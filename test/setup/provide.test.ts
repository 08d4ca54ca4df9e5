import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256OfFile } from '../../scripts/setup/checksum.mjs';
import { provide } from '../../scripts/setup/provide.mjs';
import { vendorArchive } from '../../scripts/setup/sources/vendor-archive.mjs';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { serveRanges, startServer } from './file-server.ts';
import { CONTEXT } from './part-double.ts';

const ignore = () => {};
const QUIET = { step: ignore, detail: ignore, note: ignore, done: ignore, failed: ignore };

/** A .tar.gz as vendors make them, everything under one directory. */
async function archiveOf(text: string): Promise<{ bytes: Buffer; sha256: string }> {
  const dir = await temporaryDirectory();
  await mkdir(join(dir, 'tool-1.0'));
  await writeFile(join(dir, 'tool-1.0', 'tool'), text);
  execFileSync('tar', ['-czf', join(dir, 'tool.tar.gz'), '-C', dir, 'tool-1.0']);
  return { bytes: await readFile(join(dir, 'tool.tar.gz')), sha256: await sha256OfFile(join(dir, 'tool.tar.gz')) };
}

/** Vendor first, then a source that always delivers. */
async function provideTool(archive: { url: string; sha256: string }) {
  const context = { ...CONTEXT, cache: await temporaryDirectory() };
  const built = {
    name: 'built here',
    fetch: async (draft: string) => {
      await writeFile(join(draft, 'tool'), 'built');
      return [];
    },
  };
  const notes: string[] = [];
  const entry = await provide({
    cache: context.cache,
    entry: 'tool/1.0',
    part: 'the tool',
    sources: [vendorArchive(context, QUIET, { ...archive, strip: 1 }), built],
    check: async (draft) => {
      const said = await readFile(join(draft, 'tool'), 'utf8');
      if (said === 'does not start') throw new Error('tool: exec format error');
      return { said };
    },
    wayOut: '',
    progress: { ...QUIET, note: (text) => notes.push(text) },
  });
  return { entry, notes, downloads: await readdir(join(context.cache, 'downloads')) };
}

describe('provide', () => {
  test("unpacks the vendor's archive and keeps no second copy of it", async () => {
    const { bytes, sha256 } = await archiveOf('shipped');
    const { url } = await startServer(serveRanges(bytes, '"one"'));
    const { entry, downloads } = await provideTool({ url, sha256 });
    expect(entry.record.facts).toEqual({ said: 'shipped' });
    expect(entry.record.source).toMatch(/^the vendor's archive/);
    expect(downloads).toEqual([]);
  });

  test('falls back when the archive is not the pinned one, and says so', async () => {
    const { bytes } = await archiveOf('tampered with');
    const { url } = await startServer(serveRanges(bytes, '"one"'));
    const { entry, notes } = await provideTool({ url, sha256: 'a'.repeat(64) });
    expect(entry.record.source).toBe('built here');
    expect(notes).toEqual([expect.stringContaining(`expected ${'a'.repeat(64)}; it was not used`)]);
  });

  test('falls back when what came does not work', async () => {
    const { bytes, sha256 } = await archiveOf('does not start');
    const { url } = await startServer(serveRanges(bytes, '"one"'));
    const { entry, notes, downloads } = await provideTool({ url, sha256 });
    expect(entry.record).toMatchObject({ source: 'built here', facts: { said: 'built' } });
    expect(notes).toEqual([expect.stringContaining('tool: exec format error')]);
    expect(downloads).toEqual([]);
  });
});
