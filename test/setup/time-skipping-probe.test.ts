import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { probeTimeSkippingServer } from '../../scripts/setup/probes/time-skipping-server.mjs';
import { temporaryDirectory } from '../support/temporary-directory.ts';

async function program(body: string): Promise<string> {
  const file = join(await temporaryDirectory(), 'server.cjs');
  await writeFile(file, `#!${process.execPath}\n${body}\n`, { mode: 0o755 });
  return file;
}

describe('probeTimeSkippingServer', () => {
  test('is content with a server that takes a connection on the port it was given', async () => {
    const server = await program(`require('node:net').createServer().listen(Number(process.argv[2]), '127.0.0.1');`);
    await expect(probeTimeSkippingServer(server)).resolves.toBeUndefined();
  });

  test('reports what a server said that gave up', async () => {
    const server = await program(`console.error('no such class'); process.exit(1);`);
    await expect(probeTimeSkippingServer(server)).rejects.toThrow(/does not start:\nno such class/);
  });

  test('notices a program that is not there', async () => {
    await expect(probeTimeSkippingServer('/no/such/server')).rejects.toThrow('/no/such/server does not start');
  });
});
