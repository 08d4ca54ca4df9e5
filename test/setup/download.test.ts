import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ClosedHosts } from '../../scripts/setup/closed-hosts.mjs';
import { downloadFile } from '../../scripts/setup/download.mjs';
import { ChecksumMismatchError, DownloadRefusedError, HostUnreachableError } from '../../scripts/setup/errors.mjs';
import { serveRanges, startServer } from './file-server.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const BYTES = Buffer.from('the whole archive');
const SHA256 = createHash('sha256').update(BYTES).digest('hex');

async function target(part?: { text: string; etag: string }): Promise<{ dir: string; file: string }> {
  const dir = await temporaryDirectory();
  const file = join(dir, 'tool.tar.gz');
  if (part !== undefined) {
    await writeFile(`${file}.part`, part.text);
    await writeFile(`${file}.part.validator`, part.etag);
  }
  return { dir, file };
}

describe('downloadFile', () => {
  test('gets the file and leaves nothing else', async () => {
    const { url } = await startServer(serveRanges(BYTES, '"one"'));
    const { dir, file } = await target();
    const seen: unknown[] = [];
    const onProgress = (progress: unknown) => seen.push(progress);
    await downloadFile({ url, file, sha256: SHA256, closedHosts: new ClosedHosts(), onProgress });
    expect(await readFile(file)).toEqual(BYTES);
    expect(await readdir(dir)).toEqual(['tool.tar.gz']);
    expect(seen.at(-1)).toEqual({ received: 17, total: 17 });
  });

  test('continues where an interrupted download stopped', async () => {
    const { url, asked } = await startServer(serveRanges(BYTES, '"one"'));
    const { file } = await target({ text: 'the whole', etag: '"one"' });
    await downloadFile({ url, file, sha256: SHA256, closedHosts: new ClosedHosts() });
    expect(asked).toEqual([{ range: 'bytes=9-' }]);
    expect(await readFile(file)).toEqual(BYTES);
  });

  test('starts again when the server has another file by now', async () => {
    const { url } = await startServer(serveRanges(BYTES, '"two"'));
    const { file } = await target({ text: 'some other', etag: '"one"' });
    await downloadFile({ url, file, sha256: SHA256, closedHosts: new ClosedHosts() });
    expect(await readFile(file)).toEqual(BYTES);
  });

  test('starts again when nothing is left to ask for', async () => {
    const { url, asked } = await startServer(serveRanges(BYTES, '"one"'));
    const { file } = await target({ text: 'the whole archive', etag: '"one"' });
    await downloadFile({ url, file, sha256: SHA256, closedHosts: new ClosedHosts() });
    expect(asked).toEqual([{ range: 'bytes=17-' }, { range: undefined }]);
    expect(await readFile(file)).toEqual(BYTES);
  });

  test('does not ask when the right file is there', async () => {
    const { url, asked } = await startServer(serveRanges(BYTES, '"one"'));
    const { file } = await target();
    await writeFile(file, BYTES);
    await downloadFile({ url, file, sha256: SHA256, closedHosts: new ClosedHosts() });
    expect(asked).toEqual([]);
  });

  test('refuses other bytes than pinned and keeps none of them', async () => {
    const { url } = await startServer(serveRanges(Buffer.from('a captive portal'), '"one"'));
    const { dir, file } = await target();
    const download = downloadFile({ url, file, sha256: SHA256, closedHosts: new ClosedHosts() });
    await expect(download).rejects.toThrow(ChecksumMismatchError);
    await expect(download).rejects.toMatchObject({ expected: SHA256 });
    expect(await readdir(dir)).toEqual([]);
  });

  test('keeps the part when the connection breaks, for the next attempt', async () => {
    let breakOff = (): unknown => undefined;
    const { url } = await startServer((_, response) => {
      response.writeHead(200, { etag: '"one"', 'content-length': BYTES.length });
      response.write(BYTES.subarray(0, 9));
      breakOff = () => response.destroy();
    });
    const { file } = await target();
    // Only once the part has arrived, however long that takes.
    const onProgress = () => void breakOff();
    const download = downloadFile({ url, file, sha256: SHA256, closedHosts: new ClosedHosts(), onProgress });
    await expect(download).rejects.toThrow(HostUnreachableError);
    expect(await readFile(`${file}.part`, 'utf8')).toBe('the whole');
    const working = await startServer(serveRanges(BYTES, '"one"'));
    await downloadFile({ url: working.url, file, sha256: SHA256, closedHosts: new ClosedHosts() });
    expect(working.asked).toEqual([{ range: 'bytes=9-' }]);
  });

  test('gives up on a body that stalls', async () => {
    const { url } = await startServer((_, response) => {
      response.writeHead(200, { 'content-length': BYTES.length });
      response.write('the');
    });
    const { file } = await target();
    const download = downloadFile({ url, file, closedHosts: new ClosedHosts(), stallTimeoutMs: 50 });
    await expect(download).rejects.toThrow('nothing received for 0.05 s');
  });

  test('says what the server answered', async () => {
    const { url } = await startServer((_, response) => void response.writeHead(403).end());
    const { file } = await target();
    const download = downloadFile({ url, file, closedHosts: new ClosedHosts() });
    await expect(download).rejects.toThrow(DownloadRefusedError);
    await expect(download).rejects.toMatchObject({ status: 403 });
  });

  test('waits for a silent host once in a run', async () => {
    const { url, asked } = await startServer(() => {});
    const { file } = await target();
    const closedHosts = new ClosedHosts();
    for (let attempt = 0; attempt < 2; attempt++) {
      const download = downloadFile({ url, file, closedHosts, answerTimeoutMs: 500 });
      await expect(download).rejects.toThrow('no answer in 0.5 s');
    }
    expect(asked).toHaveLength(1);
  });
});
