import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createLocalArtifactStore } from '../../src/adapters/storage/local-artifact-store.ts';
import { takeLease } from '../../src/jobs/attempt-fence.ts';
import { checkpointKeeper, findCheckpoint, type CheckpointMark } from '../../src/jobs/stored-checkpoint.ts';
import type { ArtifactRef } from '../../src/contracts/artifact.ts';
import type { ArtifactStore } from '../../src/ports/artifact-store.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const program = fileURLToPath(new URL('./fit-and-die.ts', import.meta.url));
const run = promisify(execFile);

interface FitReport {
  readonly firstEpoch: number;
  readonly files: string[];
  readonly mark?: CheckpointMark;
}

async function fitAndDie(folder: string, dieAfter = 0): Promise<FitReport> {
  const { stdout } = await run(process.execPath, [program, folder, String(dieAfter)]);
  return JSON.parse(stdout) as FitReport;
}

it('lets a fit killed after any epoch end as if it had not been', async () => {
  const { files } = await fitAndDie(await temporaryDirectory());
  const folder = await temporaryDirectory();
  // Six epochs in two networks. Killed after the second, then once more after two further ones.
  await expect(fitAndDie(folder, 2)).rejects.toMatchObject({ signal: 'SIGKILL' });
  await expect(fitAndDie(folder, 3)).rejects.toMatchObject({ signal: 'SIGKILL' });
  const resumed = await fitAndDie(folder);
  expect(resumed.firstEpoch).toBeGreaterThan(3);
  expect(resumed.mark?.epoch).toBe(resumed.firstEpoch - 1);
  expect(resumed.files).toEqual(files);
});

const mark = { epoch: 3, epochs: 6 };
const content = new Map([['member.json', new Uint8Array([1])]]);

/** Keeps checkpoints for an attempt; every one unless asked otherwise. */
async function keeperOf(store: ArtifactStore, pointer: string, everySeconds = 0, number = 1) {
  const attempt = { work: 'dev/train', run: 'r/1', number, scheduledAt: 0 };
  const fence = await takeLease(store, 'leases/the-fit', attempt);
  const kept: CheckpointMark[] = [];
  const onKept = (reached: CheckpointMark): void => void kept.push(reached);
  return { kept, keep: checkpointKeeper(store, pointer, { fence, mark: () => mark, onKept, everySeconds }) };
}

it('keeps no more checkpoints than asked for', async () => {
  const store = createLocalArtifactStore(await temporaryDirectory());
  const { keep, kept } = await keeperOf(store, 'checkpoints/slow', 3600);
  await keep(() => {
    throw new Error('not due');
  });
  expect(await findCheckpoint(store, 'checkpoints/slow')).toBeUndefined();
  expect(kept).toEqual([]);
});

it('says how far the fit was when it is kept and when it is found', async () => {
  const store = createLocalArtifactStore(await temporaryDirectory());
  const { keep, kept } = await keeperOf(store, 'checkpoints/marked');
  await keep(() => content);
  expect(kept).toEqual([mark]);
  const found = await findCheckpoint(store, 'checkpoints/marked');
  expect(found?.mark).toEqual(mark);
  expect([...found!.files.get('member.json')!]).toEqual([1]);
});

it('keeps none for an attempt that another one has followed', async () => {
  const store = createLocalArtifactStore(await temporaryDirectory());
  const older = await keeperOf(store, 'checkpoints/fenced');
  const newer = await keeperOf(store, 'checkpoints/fenced', 0, 2);
  await newer.keep(() => content);
  const pointer = await store.readPointer('checkpoints/fenced');
  await expect(older.keep(() => new Map([['member.json', new Uint8Array([2])]]))).rejects.toMatchObject({
    name: 'AttemptFencedError',
    attempt: 1,
    successor: 2,
  });
  expect(older.kept).toEqual([]);
  expect(await store.readPointer('checkpoints/fenced')).toBe(pointer);
});

it('finds none where its files are gone or its pointer is broken', async () => {
  const folder = await temporaryDirectory();
  const store = createLocalArtifactStore(folder);
  const { keep } = await keeperOf(store, 'checkpoints/lost');
  await keep(() => content);
  const pointer = (await store.readPointer('checkpoints/lost'))!;
  const { files } = JSON.parse(pointer) as { files: { 'member.json': ArtifactRef } };
  await rm(await store.localPath(files['member.json']), { force: true });
  expect(await findCheckpoint(store, 'checkpoints/lost')).toBeUndefined();
  await store.writePointer('checkpoints/lost', '{"cut short');
  expect(await findCheckpoint(store, 'checkpoints/lost')).toBeUndefined();
});
