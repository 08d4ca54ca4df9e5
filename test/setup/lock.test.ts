import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { withLock } from '../../scripts/setup/lock.mjs';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** Above any process number a kernel hands out. */
const NO_PROCESS = 2 ** 30;

async function heldLock(owner: { pid: number; host: string }): Promise<string> {
  const file = join(await temporaryDirectory(), 'part.lock');
  await writeFile(file, JSON.stringify({ token: 'theirs', ...owner }));
  return file;
}

describe('withLock', () => {
  test('lets one in at a time and leaves nothing behind', async () => {
    const dir = await temporaryDirectory();
    let inside = 0;
    let most = 0;
    const visits = Array.from({ length: 5 }, () =>
      withLock(
        join(dir, 'locks', 'part.lock'),
        async () => {
          most = Math.max(most, ++inside);
          await sleep(5);
          inside--;
        },
        { pollMs: 1 },
      ),
    );
    await Promise.all(visits);
    expect(most).toBe(1);
    expect(await readdir(join(dir, 'locks'))).toEqual([]);
  });

  test('is let go when the work fails', async () => {
    const file = join(await temporaryDirectory(), 'part.lock');
    await expect(withLock(file, () => Promise.reject(new Error('no compiler')))).rejects.toThrow('no compiler');
    expect(await withLock(file, () => Promise.resolve('in'))).toBe('in');
  });

  test('is taken over from a process that is gone', async () => {
    const file = await heldLock({ pid: NO_PROCESS, host: hostname() });
    expect(await withLock(file, () => Promise.resolve('in'), { pollMs: 1 })).toBe('in');
  });

  test('is waited for while its owner lives, and says whose it is', async () => {
    const file = await heldLock({ pid: process.pid, host: hostname() });
    const waits: number[] = [];
    let entered = false;
    const visit = withLock(file, () => Promise.resolve((entered = true)), {
      pollMs: 1,
      silenceMs: 150,
      onWait: ({ pid }) => waits.push(pid),
    });
    for (let beat = 0; beat < 10; beat++) {
      await sleep(20);
      await utimes(file, new Date(), new Date(Date.now() + beat));
    }
    expect(entered).toBe(false);
    expect(waits).toEqual([process.pid]);
    await visit;
    expect(entered).toBe(true);
  });

  test('is taken over from another machine once its heartbeats stop', async () => {
    const file = await heldLock({ pid: process.pid, host: 'elsewhere' });
    expect(await withLock(file, () => Promise.resolve('in'), { pollMs: 1, silenceMs: 50 })).toBe('in');
  });

  test('is taken over when its owner died before it wrote its name', async () => {
    const file = join(await temporaryDirectory(), 'part.lock');
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, '');
    expect(await withLock(file, () => Promise.resolve('in'), { pollMs: 1, silenceMs: 50 })).toBe('in');
  });
});
