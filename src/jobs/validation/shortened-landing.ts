import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Landing, LandingFile } from '../../ports/landing.ts';

/** Whether lines can be taken out of a file: those of Parquet files cannot. */
export function hasLines(path: string): boolean {
  return /\.(csv|tsv|jsonl|ndjson)(\.gz)?$/.test(path);
}

/** What is taken out of files, by their paths: some lines, or the whole file. */
export type Taken = ReadonlyMap<string, ReadonlySet<number> | 'whole'>;

/** Landing as it was before some lines of its files, and some files, had come. */
export function shortenedLanding(landing: Landing, taken: Taken): Landing {
  const contents = new Map<string, Uint8Array>();
  const shorten = async (file: LandingFile): Promise<LandingFile> => {
    const lines = taken.get(file.path);
    if (lines === undefined || lines === 'whole') return file;
    const bytes = without(Buffer.concat(await Array.fromAsync(landing.open(file))), file.path, lines);
    contents.set(file.path, bytes);
    return { path: file.path, bytes: bytes.byteLength, hash: createHash('sha256').update(bytes).digest('hex') };
  };
  return {
    glance: (glob) => landing.glance(glob),
    list: async (glob) => {
      const files = await landing.list(glob);
      return Promise.all(files.filter(({ path }) => taken.get(path) !== 'whole').map(shorten));
    },
    find: async (path) => {
      const file = await landing.find(path);
      return file && shorten(file);
    },
    open: (file) => {
      const bytes = contents.get(file.path);
      return bytes ? once(bytes) : landing.open(file);
    },
  };
}

function without(bytes: Buffer, path: string, lines: ReadonlySet<number>): Uint8Array {
  const zipped = path.endsWith('.gz');
  const text = (zipped ? gunzipSync(bytes) : bytes).toString('utf8');
  const kept = text.split('\n').filter((_, index) => !lines.has(index + 1));
  const shortened = Buffer.from(kept.join('\n'));
  return zipped ? gzipSync(shortened) : shortened;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
