import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @typedef {object} LockOptions
 * @property {number} [pollMs] how often a waiter looks again, in ms; default 200
 * @property {number} [heartbeatMs] how often the owner touches the lock, in ms; default 2,000
 * @property {number} [silenceMs] how long a waiter watches a lock without a heartbeat before it takes over, in ms;
 *   default 60,000
 * @property {(owner: { pid: number, host: string }) => void} [onWait] called once, when the lock is another's
 */

/**
 * Runs `work` while holding `file`. An owner is gone when its process is (same machine), or when its heartbeats stopped
 * for `silenceMs` of the waiter's own watching: clocks that differ and a laptop that slept don't count.
 *
 * Entries of the cache are put in place by one rename, so a lock lost to a wrong guess costs work, not correctness.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {LockOptions} [options]
 * @returns {Promise<T>}
 */
export async function withLock(file, work, options = {}) {
  const token = randomUUID();
  await acquire(file, token, options);
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, options.heartbeatMs ?? 2_000);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if ((await readOwner(file))?.token === token) await rm(file, { force: true });
  }
}

/**
 * @param {string} file
 * @param {string} token
 * @param {LockOptions} options
 */
async function acquire(file, token, options) {
  const { pollMs = 200, silenceMs = 60_000, onWait } = options;
  await mkdir(dirname(file), { recursive: true });
  let announced = false;
  let lastBeat = 0;
  let watchedSince = performance.now();
  while (!(await create(file, token))) {
    const owner = await readOwner(file);
    const beat = await lastHeartbeat(file);
    if (beat !== lastBeat) {
      lastBeat = beat;
      watchedSince = performance.now();
    }
    const silent = performance.now() - watchedSince > silenceMs;
    if (beat !== 0 && (silent || (owner !== undefined && isGone(owner)))) {
      await takeAway(file, owner?.token);
      continue;
    }
    if (!announced && owner !== undefined) {
      announced = true;
      onWait?.(owner);
    }
    await sleep(pollMs);
  }
}

/**
 * @param {string} file
 * @param {string} token
 */
async function create(file, token) {
  try {
    const handle = await open(file, 'wx');
    try {
      await handle.writeFile(JSON.stringify({ token, pid: process.pid, host: hostname() }));
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Two waiters may judge the same owner gone; the guard keeps the slower one from removing the faster one's new lock.
 * @param {string} file
 * @param {string | undefined} staleToken
 */
async function takeAway(file, staleToken) {
  const guard = `${file}.takeover`;
  const guardAge = Date.now() - (await lastHeartbeat(guard));
  if (guardAge > 10_000) await rm(guard, { force: true });
  if (!(await create(guard, 'takeover'))) return;
  try {
    if ((await readOwner(file))?.token === staleToken) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

/** @param {string} file */
async function readOwner(file) {
  try {
    return /** @type {{ token: string, pid: number, host: string }} */ (JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** @param {string} file */
async function lastHeartbeat(file) {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return 0;
  }
}

/** @param {{ pid: number, host: string }} owner */
function isGone(owner) {
  if (owner.host !== hostname()) return false;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}
