import { existsSync, mkdirSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import useMemory, { hasRoom, memory } from '../support/memory-folder.ts';

/** Larger than any that Linux gives to a process. */
const nobody = 2 ** 30;

afterEach(() => vi.unstubAllEnvs());

test('temporary files go where TMPDIR says', async () => {
  vi.stubEnv('TMPDIR', '/elsewhere');
  expect(await useMemory()).toBeUndefined();
  expect(tmpdir()).toBe('/elsewhere');
});

describe.runIf(hasRoom())('where memory has room', () => {
  test('they are kept there, and go with the run', async () => {
    vi.stubEnv('TMPDIR', undefined);
    const before = tmpdir();
    const end = await useMemory();
    const folder = tmpdir();
    expect(folder).toMatch(/^\/dev\/shm\/shelfcast-tests-\d+-/);
    // Stacks of other runs have to see which ports are taken.
    expect(readlinkSync(join(folder, 'shelfcast-ports'))).toBe(join(before, 'shelfcast-ports'));
    mkdirSync(join(folder, 'left'));
    await end?.();
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(realpathSync(join(before, 'shelfcast-ports')))).toBe(true);
    expect(tmpdir()).toBe(before);
  });

  test('folders of runs that were killed are removed, of others not', async () => {
    vi.stubEnv('TMPDIR', undefined);
    const [left, running] = [`shelfcast-tests-${nobody}-x`, `shelfcast-tests-${process.pid}-other`];
    for (const name of [left, running]) mkdirSync(join(memory, name), { recursive: true });
    await (
      await useMemory()
    )?.();
    expect(readdirSync(memory)).toContain(running);
    expect(readdirSync(memory)).not.toContain(left);
    rmSync(join(memory, running), { recursive: true });
  });
});
