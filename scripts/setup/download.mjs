import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { assertSha256 } from './checksum.mjs';
import { DownloadRefusedError, HostUnreachableError } from './errors.mjs';

/**
 * @typedef {object} Download
 * @property {string} url
 * @property {string} file where it ends up; the part that is there so far is `<file>.part`
 * @property {string} [sha256] lower-case hex; a file with other bytes is thrown away and refused
 * @property {import('./closed-hosts.mjs').ClosedHosts} closedHosts
 * @property {number} [answerTimeoutMs] how long to wait for the answer's headers, in ms; default 6,000
 * @property {number} [stallTimeoutMs] how long the body may pause, in ms; default 30,000
 * @property {(progress: { received: number, total: number | undefined }) => void} [onProgress] in bytes
 */

/**
 * Gets a file, continuing with the part an earlier attempt left when the server still has the same file.
 * @param {Download} download
 */
export async function downloadFile(download) {
  const { file, sha256 } = download;
  if (await hasBytes(file, sha256)) return;
  const part = `${file}.part`;
  await mkdir(dirname(file), { recursive: true });
  await receive(download, part);
  if (sha256 !== undefined) {
    try {
      await assertSha256(part, sha256);
    } catch (error) {
      await forget(part);
      throw error;
    }
  }
  await rename(part, file);
  await forget(part);
}

/**
 * @param {Download} download
 * @param {string} part
 */
async function receive(download, part) {
  const from = await resumePoint(part);
  const stall = new AbortController();
  const response = await request(download, stall.signal, from);
  if (response.status === 416) {
    // The part is as long as the file, or longer: only a fresh start shows which.
    await response.body?.cancel();
    await forget(part);
    return receive(download, part);
  }
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new DownloadRefusedError({ url: download.url, status: response.status });
  }
  const resumed = response.status === 206;
  const out = await open(part, resumed ? 'a' : 'w');
  await writeFile(`${part}.validator`, response.headers.get('etag') ?? '');
  let received = resumed ? from.bytes : 0;
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = Number.isFinite(length) ? received + length : undefined;
  const stallMs = download.stallTimeoutMs ?? 30_000;
  const expire = () => stall.abort(new Error(`nothing received for ${stallMs / 1000} s`));
  let timer = setTimeout(expire, stallMs);
  try {
    for await (const chunk of response.body) {
      clearTimeout(timer);
      timer = setTimeout(expire, stallMs);
      // Written before the next is asked for: what came before a break is there for the next attempt.
      await out.write(chunk);
      received += chunk.length;
      download.onProgress?.({ received, total });
    }
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).syscall === 'write') throw error;
    throw new HostUnreachableError({ host: new URL(download.url).host, reason: reasonOf(error), cause: error });
  } finally {
    clearTimeout(timer);
    await out.close();
  }
}

/**
 * @param {Download} download
 * @param {AbortSignal} stalled
 * @param {{ bytes: number, validator: string }} from
 */
async function request({ url, closedHosts, answerTimeoutMs = 6_000 }, stalled, from) {
  const { host } = new URL(url);
  closedHosts.assertOpen(host);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error(`no answer in ${answerTimeoutMs / 1000} s`)), answerTimeoutMs);
  /** @type {Record<string, string>} */
  const headers = from.bytes > 0 ? { range: `bytes=${from.bytes}-`, 'if-range': from.validator } : {};
  try {
    return await fetch(url, { headers, signal: AbortSignal.any([late.signal, stalled]) });
  } catch (error) {
    const reason = reasonOf(error);
    closedHosts.remember(host, reason);
    throw new HostUnreachableError({ host, reason, cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Without the server's validator nothing says that the rest belongs to the same file, so there is nothing to resume.
 * @param {string} part
 */
async function resumePoint(part) {
  try {
    const validator = await readFile(`${part}.validator`, 'utf8');
    const { size } = await stat(part);
    return validator === '' || validator.startsWith('W/') ? { bytes: 0, validator: '' } : { bytes: size, validator };
  } catch {
    return { bytes: 0, validator: '' };
  }
}

/**
 * @param {string} file
 * @param {string | undefined} sha256
 */
async function hasBytes(file, sha256) {
  if (sha256 === undefined) return false;
  return assertSha256(file, sha256).then(
    () => true,
    () => false,
  );
}

/** @param {string} part */
async function forget(part) {
  await rm(part, { force: true });
  await rm(`${part}.validator`, { force: true });
}

/** @param {unknown} error */
function reasonOf(error) {
  const { cause, message } = /** @type {Error} */ (error);
  return cause instanceof Error ? (/** @type {any} */ (cause).code ?? cause.message) : message;
}
