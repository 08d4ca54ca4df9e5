import { setTimeout as sleep } from 'node:timers/promises';
import { StorageUnreachableError, type StoragePlace } from '../../../ports/storage-errors.ts';
import { namedError } from './faults.ts';
import { timeouts, type ObjectContent, type ObjectStorage } from './object-storage.ts';

/** The same storage with errors of ours in place of the vendor's, and an end to waiting for a body that comes no more. */
export function withNamedErrors(storage: ObjectStorage, idleMs: number = timeouts.idleMs): ObjectStorage {
  const { place } = storage;
  const named = async <Result>(request: string, ask: () => Promise<Result>): Promise<Result> => {
    try {
      return await ask();
    } catch (error) {
      throw namedError(error, place, request);
    }
  };
  return {
    place,
    head: (key) => named(`look at ${key}`, () => storage.head(key)),
    async read(key) {
      const request = `read ${key}`;
      const parts = await named(request, () => storage.read(key));
      return parts && namedParts(parts, place, request, idleMs);
    },
    async write(key, content, options) {
      const source = watched(content);
      try {
        await storage.write(key, source.content, options);
      } catch (error) {
        // The source's own failure is not the store's.
        throw source.failure() ?? namedError(error, place, `write ${key}`);
      }
    },
    delete: (key, facts) => named(`delete ${key}`, () => storage.delete(key, facts)),
    list: (prefix) => namedParts(storage.list(prefix), place, `list ${prefix}`, idleMs),
  };
}

function watched(content: ObjectContent): { content: ObjectContent; failure(): Error | undefined } {
  if (content instanceof Uint8Array) return { content, failure: () => undefined };
  let failure: Error | undefined;
  return {
    content: {
      bytes: content.bytes,
      open() {
        const stream = content.open();
        // A writer that gives up ends its source too, which is no failure of that.
        stream.once('error', (error) => (failure = error.name === 'AbortError' ? undefined : error));
        return stream;
      },
    },
    failure: () => failure,
  };
}

async function* namedParts<Part>(
  parts: AsyncIterable<Part>,
  place: StoragePlace,
  request: string,
  idleMs: number,
): AsyncGenerator<Part> {
  const iterator = parts[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const next = await withinTime(iterator.next(), idleMs);
      if (next === 'late') {
        const reason = `nothing came for ${idleMs / 1000} s`;
        throw new StorageUnreachableError({ ...place, request, reason });
      }
      if (next.done) {
        ended = true;
        return;
      }
      yield next.value;
    }
  } catch (error) {
    throw error instanceof StorageUnreachableError ? error : namedError(error, place, request);
  } finally {
    // Lets the connection go where the rest is not wanted; a body that comes no more is not waited for.
    if (!ended) void iterator.return?.().catch(() => undefined);
  }
}

async function withinTime<Value>(promise: Promise<Value>, ms: number): Promise<Value | 'late'> {
  const stop = new AbortController();
  const late = sleep(ms, 'late' as const, { signal: stop.signal, ref: false }).catch(() => 'late' as const);
  try {
    return await Promise.race([promise, late]);
  } finally {
    stop.abort();
  }
}
