import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assertEntryIntact, ensureEntry, findEntry } from '../../scripts/setup/cache-entry.mjs';
import { ChecksumMismatchError } from '../../scripts/setup/errors.mjs';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const NAME = 'tool/1.0-linux-x64';

async function makeTool(draft: string): Promise<{ source: string; facts: Record<string, string> }> {
  await mkdir(join(draft, 'bin'));
  await writeFile(join(draft, 'bin', 'tool'), 'tool');
  return { source: 'a test', facts: { version: '1.0' } };
}

describe('ensureEntry', () => {
  test('puts the made files in place with a record of them', async () => {
    const cache = await temporaryDirectory();
    const { dir, record } = await ensureEntry(cache, NAME, makeTool);
    expect(dir).toBe(join(cache, NAME));
    expect(await readFile(join(dir, 'bin', 'tool'), 'utf8')).toBe('tool');
    expect(record).toEqual({
      source: 'a test',
      facts: { version: '1.0' },
      files: {
        'bin/tool': { bytes: 4, sha256: '7c9bbe5ec9b3fb774e8fa0f54247e93c34ddf8e5d16fe3073420de0ae81a262d' },
      },
    });
    expect(await findEntry(dir)).toEqual({ dir, record });
  });

  test('makes it once when two ask at once', async () => {
    const cache = await temporaryDirectory();
    let made = 0;
    const make = (draft: string) => {
      made++;
      return makeTool(draft);
    };
    await Promise.all([ensureEntry(cache, NAME, make), ensureEntry(cache, NAME, make)]);
    expect(made).toBe(1);
  });

  test('leaves no entry and no draft when making it fails half-way', async () => {
    const cache = await temporaryDirectory();
    const make = async (draft: string) => {
      await makeTool(draft);
      throw new Error('disk full');
    };
    await expect(ensureEntry(cache, NAME, make)).rejects.toThrow('disk full');
    expect(await findEntry(join(cache, NAME))).toBeUndefined();
    expect(await readdir(join(cache, 'tmp'))).toEqual([]);
  });

  test("sweeps what a killed run left, but not other entries' drafts", async () => {
    const cache = await temporaryDirectory();
    await mkdir(join(cache, 'tmp', 'tool@1.0-linux-x64~killed'), { recursive: true });
    await mkdir(join(cache, 'tmp', 'other@2.0~running'));
    await ensureEntry(cache, NAME, makeTool);
    expect(await readdir(join(cache, 'tmp'))).toEqual(['other@2.0~running']);
  });

  test('makes it again when a file was changed without changing its size', async () => {
    const cache = await temporaryDirectory();
    const { dir } = await ensureEntry(cache, NAME, makeTool);
    await writeFile(join(dir, 'bin', 'tool'), 'loot');
    const said: string[] = [];
    await ensureEntry(cache, NAME, makeTool, (text) => said.push(text));
    expect(await readFile(join(dir, 'bin', 'tool'), 'utf8')).toBe('tool');
    expect(said).toContain('1.0-linux-x64 in the cache is damaged: making it again');
  });
});

describe('findEntry', () => {
  test('does not see an entry that lost a file or part of one', async () => {
    const cache = await temporaryDirectory();
    const { dir } = await ensureEntry(cache, NAME, makeTool);
    await writeFile(join(dir, 'bin', 'tool'), 'too');
    expect(await findEntry(dir)).toBeUndefined();
  });
});

describe('assertEntryIntact', () => {
  test('names the file that changed', async () => {
    const cache = await temporaryDirectory();
    const entry = await ensureEntry(cache, NAME, makeTool);
    await writeFile(join(entry.dir, 'bin', 'tool'), 'loot');
    await expect(assertEntryIntact(entry)).rejects.toThrow(ChecksumMismatchError);
    await expect(assertEntryIntact(entry)).rejects.toMatchObject({ file: join(entry.dir, 'bin', 'tool') });
  });
});
