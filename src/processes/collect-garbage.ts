import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

interface Collection {
  readonly type: 'minor' | 'major';
  readonly flavor?: 'regular' | 'last-resort';
}
type Collect = (options: Collection) => void;

let collect: Collect | undefined;

/**
 * Has V8 collect now: what is young, within a millisecond or two, or everything, within some tens. For what passes many buffers on: their bytes lie
 * outside its heap, and it lets 64 megabytes of them be garbage before it looks.
 */
export function collectGarbage(type: 'minor' | 'major'): void {
  collectAs({ type });
}

/** Bytes that have to have come since the last time. */
const worthBytes = 1 << 25;
/** What the process had after it gave back. */
let restingBytes = 0;

/**
 * Gives back to the system all that V8 does not need: after a collection of everything it keeps the pages, for objects to come. Of the API after 200 readers
 * that is a quarter of its memory. Takes a tenth of a second or two, in which nothing else is done, so only where the process has grown by
 * 32 megabytes since the last time.
 */
export function giveMemoryBack(): void {
  const bytes = process.memoryUsage.rss();
  // What it had then may have been another export's, which has ended since.
  restingBytes = Math.min(restingBytes, bytes);
  if (bytes < restingBytes + worthBytes) return;
  collectAs({ type: 'major', flavor: 'last-resort' });
  restingBytes = process.memoryUsage.rss();
}

function collectAs(collection: Collection): void {
  collect ??= find();
  collect(collection);
}

function find(): Collect {
  // The flag makes the function known to contexts that are made from then on.
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as Collect;
}
