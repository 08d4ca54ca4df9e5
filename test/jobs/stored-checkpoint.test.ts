import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createLocalArtifactStore } from '../../src/adapters/storage/local-artifact-store.ts';
import { checkpointKeeper, findCheckpoint } from '../../src/jobs/stored-checkpoint.ts';
import type { ArtifactRef } from '../../src/contracts/artifact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const program = fileURLToPath(new URL('./fit-and-die.ts', import.meta.url));
const run = promisify(execFile);

async function fitAndDie(folder: string, dieAfter = 0): Promise<{ firstEpoch: number; files: string[] }> {
  const { stdout } = await run(process.execPath, [program, folder, String(dieAfter)]);
  return JSON.parse(stdout) as { firstEpoch: number; files: string[] };
}

it('lets a fit killed after any epoch end as if it had not been', async () => {
  const { files } = await fitAndDie(await temporaryDirectory());
  const folder = await temporaryDirectory();
  // Six epochs in two networks. Killed after the second, then once more after two further ones.
  await expect(fitAndDie(folder, 2)).rejects.toMatchObject({ signal: 'SIGKILL' });
  await expect(fitAndDie(folder, 3)).rejects.toMatchObject({ signal: 'SIGKILL' });
  const resumed = await fitAndDie(folder);
  expect(resumed.firstEpoch).toBeGreaterThan(3);
  expect(resumed.files).toEqual(files);
});

it('keeps no more checkpoints than asked for', async () => {
  const store = createLocalArtifactStore(await temporaryDirectory());
  const keep = checkpointKeeper(store, 'checkpoints/slow', 3600);
  await keep(() => {
    throw new Error('not due');
  });
  expect(await findCheckpoint(store, 'checkpoints/slow')).toBeUndefined();
});

it('finds none where its files are gone or its pointer is broken', async () => {
  const folder = await temporaryDirectory();
  const store = createLocalArtifactStore(folder);
  await checkpointKeeper(store, 'checkpoints/lost', 0)(() => new Map([['member.json', new Uint8Array([1])]]));
  expect([...(await findCheckpoint(store, 'checkpoints/lost'))!.get('member.json')!]).toEqual([1]);
  const pointer = (await store.readPointer('checkpoints/lost'))!;
  const { 'member.json': ref } = JSON.parse(pointer) as Record<string, ArtifactRef>;
  await rm(await store.localPath(ref!), { force: true });
  expect(await findCheckpoint(store, 'checkpoints/lost')).toBeUndefined();
  await store.writePointer('checkpoints/lost', '{"cut short');
  expect(await findCheckpoint(store, 'checkpoints/lost')).toBeUndefined();
});
