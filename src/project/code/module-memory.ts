import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheDir } from '../../../scripts/setup/locations.mjs';
import { installedVersion } from './installed-version.ts';
import type { Modules } from './reached-modules.ts';
import { readModule, type ReadModule } from './read-module.ts';

/** What was read by other code than this does not count. */
const reader = new URL('./read-module.ts', import.meta.url);

/** A file that changed so shortly ago could change again without its times showing it. */
const settledAfterMs = 2000;

interface RememberedModule extends ReadModule {
  /** The file as it was: size, times of change, and the file itself. */
  readonly stamp: string;
}

/**
 * Reads modules, and keeps what it has read in the cache folder, in a file for each folder of sources. While a file's size and times stay
 * the same, it is not read again, so that a start only looks at the files.
 */
export class ModuleMemory implements Modules {
  readonly #file: string;
  readonly #known: Map<string, RememberedModule>;
  readonly #looked = new Map<string, Promise<ReadModule | undefined>>();
  #hasNew = false;

  constructor(sources: string) {
    const readBy = [readFileSync(reader, 'utf8'), installedVersion('@swc/core')];
    const key = createHash('sha256')
      .update([...readBy, sources].join('\n'))
      .digest('hex')
      .slice(0, 16);
    this.#file = join(cacheDir(), 'code-versions', `${key}.json`);
    this.#known = readMemory(this.#file);
  }

  /** What is in a file, as it was when it was first asked for; `undefined` where there is no such file. */
  read(file: string): Promise<ReadModule | undefined> {
    const looked = this.#looked.get(file) ?? this.#look(file);
    this.#looked.set(file, looked);
    return looked;
  }

  async #look(file: string): Promise<ReadModule | undefined> {
    const status = statSync(file, { throwIfNoEntry: false });
    if (!status?.isFile()) return undefined;
    const { ino, size, mtimeMs, ctimeMs } = status;
    const stamp = [ino, size, mtimeMs, ctimeMs].join(' ');
    const known = this.#known.get(file);
    if (known?.stamp === stamp) return known;
    const read = await readModule(readFileSync(file, 'utf8'));
    if (Date.now() - Math.max(mtimeMs, ctimeMs) > settledAfterMs) {
      this.#known.set(file, { stamp, ...read });
      this.#hasNew = true;
    }
    return read;
  }

  /** Keeps what was read for the next start. A cache folder that cannot be written costs time alone. */
  keep(): void {
    if (!this.#hasNew) return;
    this.#hasNew = false;
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      const draft = `${this.#file}.${process.pid}.tmp`;
      writeFileSync(draft, JSON.stringify(Object.fromEntries(this.#known)));
      renameSync(draft, this.#file);
    } catch {
      // Read again next time.
    }
  }
}

function readMemory(file: string): Map<string, RememberedModule> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, RememberedModule>));
  } catch {
    return new Map();
  }
}
