import { createHash } from 'node:crypto';
import type { RegionChange } from '../contracts/watch.ts';
import type { FileRegions } from '../ports/job-runner.ts';
import type { KnownFile, TouchedRegions } from '../ports/landing-ledger.ts';

/** A file as it is listed now. */
export interface SightedFile {
  readonly source: string;
  readonly path: string;
  readonly bytes: number;
  readonly stamp: string;
}

interface Comparison {
  /** What is now known, of the files of which something else was known before. */
  readonly noted: readonly KnownFile[];
  /** New and changed files that have been as they are for long enough to be read. */
  readonly toRead: readonly KnownFile[];
  /** New, changed and missing files that have not. */
  readonly settling: number;
}

/**
 * Compares what is listed with what is known. A file counts as changed, or as gone, once it has been so for `stableSeconds`:
 * then a rename, of which one half is seen before the other, is one change too.
 */
export function compareLanding(
  known: readonly KnownFile[],
  sighted: readonly SightedFile[],
  now: Date,
  stableSeconds: number,
): Comparison {
  const before = new Map(known.map((file) => [keyOf(file), file]));
  const present = new Set(sighted.map(keyOf));
  const at = now.toISOString();
  const isSettled = (since: string): boolean => now.getTime() - Date.parse(since) >= 1000 * stableSeconds;
  const noted: KnownFile[] = [];
  const toRead: KnownFile[] = [];
  let settling = 0;

  for (const sighting of sighted) {
    const earlier = before.get(keyOf(sighting));
    const same = earlier?.stamp === sighting.stamp && earlier.goneSince === undefined;
    const { goneSince: _, ...kept } = earlier ?? {};
    const file = same ? earlier : { ...kept, ...sighting, stableSince: at };
    if (!same) noted.push(file);
    if (file.content?.stamp === file.stamp) continue;
    if (isSettled(file.stableSince)) toRead.push(file);
    else settling += 1;
  }
  for (const file of known.filter((one) => !present.has(keyOf(one)))) {
    const goneSince = file.goneSince ?? at;
    if (file.content && isSettled(goneSince)) {
      const { content, ...rest } = file;
      const regions = union(file.pending?.regions, content.regions);
      noted.push({ ...rest, goneSince, pending: { noticedAt: at, regions } });
    } else if (file.goneSince === undefined) noted.push({ ...file, goneSince });
    if (file.content && !isSettled(goneSince)) settling += 1;
  }
  return { noted, toRead, settling };
}

/** Which regions need not be notified of a file that is seen for the first time: their last cycle has used it as it is. */
export interface UsedFiles {
  /** All regions of the project. */
  readonly regions: readonly string[];
  readonly has: (region: string, file: FileRegions) => boolean;
}

/** What is known of files once they have been read. Bytes that are the same as before are no change, whatever the stamp says. */
export function noteContents(
  files: readonly KnownFile[],
  read: readonly FileRegions[],
  now: Date,
  used: UsedFiles = { regions: [], has: () => false },
): readonly KnownFile[] {
  const contents = new Map(read.map((one) => [keyOf(one), one]));
  return files.flatMap((file) => {
    const answer = contents.get(keyOf(file));
    // Changed or gone while it was read: the next look finds it again.
    if (!answer) return [];
    // What cannot even be read is as good as changed whenever its stamp is another one.
    const { hash = `unread ${file.stamp}`, regions, weeks, problem } = answer;
    const content = { stamp: file.stamp, hash, regions, ...(weeks ? { weeks } : {}) };
    if (file.content?.hash === hash) return [{ ...file, content }];
    const touched = union(file.pending?.regions, file.content?.regions, file.content ? regions : newsFor(answer, used));
    if (touched.length === 0 && regions.length > 0) return [{ ...file, content }];
    const pending = { noticedAt: now.toISOString(), regions: touched, ...(problem === undefined ? {} : { problem }) };
    return [{ ...file, content, pending }];
  });
}

/** The regions to which a file that was never seen before is news. */
function newsFor(file: FileRegions, { regions, has }: UsedFiles): TouchedRegions {
  const about = file.regions === 'all' ? regions : file.regions;
  const news = about.filter((region) => !has(region, file));
  return file.regions === 'all' && news.length === regions.length ? 'all' : news;
}

/** What controllers are to be notified of: a trigger for every region that a pending change touches. */
export function pendingChanges(
  known: readonly KnownFile[],
  environment: string,
  regions: readonly string[],
): { readonly changes: readonly RegionChange[]; readonly upTo?: string } {
  const pending = known.filter((file) => file.pending).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const changes = regions.flatMap((region): readonly RegionChange[] => {
    const files = pending.filter(({ pending: one }) => one?.regions === 'all' || one?.regions.includes(region));
    if (files.length === 0) return [];
    // The time distinguishes a file that was restored to an earlier state from a second delivery of the same change.
    const parts = files.map((file) => [file.source, file.path, file.content?.hash ?? 'gone', file.pending?.noticedAt]);
    const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
    const examples = files.slice(0, 5).map(exampleOf);
    return [{ region, triggerId: `data/${environment}/${region}/${hash}`, files: files.length, examples }];
  });
  const upTo = pending
    .map((file) => file.pending?.noticedAt ?? '')
    .sort()
    .at(-1);
  return { changes, ...(upTo === undefined ? {} : { upTo }) };
}

/** A file as a trigger's reason names it: with its weeks, or what is wrong. */
function exampleOf({ path, goneSince, content, pending }: KnownFile): string {
  if (goneSince !== undefined) return `${path} (gone)`;
  if (pending?.problem !== undefined) return `${path} (${pending.problem.slice(0, 100)})`;
  if (!content?.weeks) return path;
  const { first, last } = content.weeks;
  return `${path} (${first === last ? first : `${first} to ${last}`})`;
}

function keyOf({ source, path }: { readonly source: string; readonly path: string }): string {
  return `${source}\n${path}`;
}

function union(...all: readonly (TouchedRegions | undefined)[]): TouchedRegions {
  if (all.includes('all')) return 'all';
  return [...new Set(all.flatMap((one) => one ?? []))].sort();
}
