import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { collectGarbage, giveMemoryBack } from '../../src/processes/collect-garbage.ts';

/** As pieces of a file have it. */
const pieceBytes = 1 << 16;

test.each(['minor', 'major'] as const)('pieces that nobody holds are given back at a %s collection', async (type) => {
  // V8 may collect meanwhile too, and what has survived that twice is young no more. Then the next pieces show it.
  const outcomes: string[] = [];
  while (outcomes.length < 5 && outcomes.at(-1) !== 'given back') outcomes.push(await letGo(type));
  expect(outcomes.at(-1)).toBe('given back');
});

test('the pages of objects that nobody holds go back to the system', async () => {
  // V8 gives some back meanwhile too. Then the next ones show it.
  const given: number[] = [];
  while (given.length < 5 && (given.at(-1) ?? 0) < grownBytes / 2) given.push(await givenBack());
  expect(given.at(-1)).toBeGreaterThanOrEqual(grownBytes / 2);
});

const grownBytes = 1 << 27;

/** Bytes of the process that go where a collection of everything has left them. */
async function givenBack(): Promise<number> {
  giveMemoryBack();
  const before = process.memoryUsage().heapUsed;
  let objects: object[] = [];
  while (process.memoryUsage().heapUsed < before + grownBytes) {
    for (let index = 0; index < 10_000; index += 1) objects.push({ index });
  }
  objects = [];
  collectGarbage('major');
  await settledBytes();
  const kept = process.memoryUsage.rss();
  giveMemoryBack();
  return kept - process.memoryUsage.rss();
}

/** Makes a hundred pieces, lets go of them and collects. */
async function letGo(type: 'minor' | 'major'): Promise<'given back' | 'kept'> {
  collectGarbage('major');
  await settledBytes();
  let pieces: Buffer[] = [];
  for (let piece = 0; piece < 100; piece += 1) pieces.push(Buffer.allocUnsafeSlow(pieceBytes).fill(1));
  const held = process.memoryUsage().arrayBuffers;
  pieces = [];
  collectGarbage(type);
  return (await settledBytes()) < held - 90 * pieceBytes ? 'given back' : 'kept';
}

/** The bytes of buffers, as soon as they stay the same for a tenth of a second: they are freed on another thread. */
async function settledBytes(): Promise<number> {
  const seen = [process.memoryUsage().arrayBuffers];
  while (seen.length < 6 || new Set(seen.slice(-6)).size > 1) {
    await setTimeout(20);
    seen.push(process.memoryUsage().arrayBuffers);
  }
  return seen.at(-1) ?? 0;
}
