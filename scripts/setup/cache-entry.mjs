import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { assertSha256, sha256OfFile } from './checksum.mjs';
import { withLock } from './lock.mjs';

/**
 * @typedef {object} EntryRecord what `installed.json` in an entry says
 * @property {string} source which way it was got
 * @property {Record<string, string>} facts versions and the like, the part's own
 * @property {Record<string, { bytes: number, sha256: string }>} files every file of the entry
 */

/** @typedef {{ dir: string, record: EntryRecord }} Entry */

const RECORD = 'installed.json';

/**
 * The entry when it is there with all its files at their sizes: a check quick enough for every start.
 * @param {string} dir
 * @returns {Promise<Entry | undefined>}
 */
export async function findEntry(dir) {
  try {
    const record = /** @type {EntryRecord} */ (JSON.parse(await readFile(join(dir, RECORD), 'utf8')));
    const sizes = Object.entries(record.files).map(
      async ([file, { bytes }]) => (await stat(join(dir, file))).size === bytes,
    );
    return (await Promise.all(sizes)).every(Boolean) ? { dir, record } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Rehashes every file of an entry.
 * @param {Entry} entry
 */
export async function assertEntryIntact({ dir, record }) {
  for (const [file, { sha256 }] of Object.entries(record.files)) await assertSha256(join(dir, file), sha256);
}

/**
 * Gives the entry at `<cache>/<name>`, making it first when it is missing or damaged. `make` fills an empty directory,
 * which one rename then puts in place; what an interrupted run left behind is swept away.
 *
 * @param {string} cache
 * @param {string} name e.g. `temporal-cli/1.5.1-2-linux-x64`
 * @param {(dir: string) => Promise<{ source: string, facts: Record<string, string> }>} make
 * @param {(text: string) => void} [report]
 * @returns {Promise<Entry>}
 */
export async function ensureEntry(cache, name, make, report = () => {}) {
  const dir = join(cache, name);
  const slug = name.replaceAll('/', '@');
  const onWait = (/** @type {{ pid: number }} */ { pid }) => report(`waiting for another set-up (process ${pid})`);
  return withLock(
    join(cache, 'locks', `${slug}.lock`),
    async () => {
      const found = await findIntactEntry(dir, report);
      if (found !== undefined) return found;
      const drafts = join(cache, 'tmp');
      await sweep(drafts, slug);
      const draft = join(drafts, `${slug}~${randomUUID()}`);
      await mkdir(draft, { recursive: true });
      try {
        const made = await make(draft);
        const record = { ...made, files: await hashFiles(draft) };
        await writeFile(join(draft, RECORD), `${JSON.stringify(record, undefined, 2)}\n`);
        await mkdir(join(dir, '..'), { recursive: true });
        await rm(dir, { recursive: true, force: true });
        await rename(draft, dir);
        return { dir, record };
      } finally {
        await rm(draft, { recursive: true, force: true });
      }
    },
    { onWait },
  );
}

/**
 * @param {string} dir
 * @param {(text: string) => void} report
 */
async function findIntactEntry(dir, report) {
  const entry = await findEntry(dir);
  if (entry === undefined) return undefined;
  report('checking the cached files');
  try {
    await assertEntryIntact(entry);
    return entry;
  } catch {
    report(`${basename(dir)} in the cache is damaged: making it again`);
    return undefined;
  }
}

/**
 * @param {string} drafts
 * @param {string} slug
 */
async function sweep(drafts, slug) {
  const names = await readdir(drafts).catch(() => []);
  const leftover = names.filter((name) => name.startsWith(`${slug}~`));
  await Promise.all(leftover.map((name) => rm(join(drafts, name), { recursive: true, force: true })));
}

/** @param {string} dir */
async function hashFiles(dir) {
  /** @type {EntryRecord['files']} */
  const files = {};
  for (const name of await readdir(dir, { recursive: true })) {
    const file = join(dir, name);
    const found = await lstat(file);
    if (found.isFile()) files[name] = { bytes: found.size, sha256: await sha256OfFile(file) };
  }
  return files;
}
