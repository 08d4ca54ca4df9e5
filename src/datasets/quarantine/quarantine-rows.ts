import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { CorrectedFileCheck, QuarantineListing, ShownRow } from '../../contracts/quarantine.ts';
import type { Landing, LandingFile } from '../../ports/landing.ts';
import type { LoadedProject, LoadedSource } from '../../project/loaded-project.ts';
import { conditionFile } from '../conditioning/condition-file.ts';
import { hashOf } from '../hash.ts';
import type { DatasetPorts } from '../ports.ts';
import { readManifest } from '../read-manifest.ts';
import { parseCsv } from './parse-csv.ts';

/** How many rows are described of a corrected file that is still bad. */
const mostFaults = 10;

/** Which quarantined rows are wanted. */
interface QuarantineWish {
  readonly sources: readonly string[];
  /** Manifests of dataset versions whose unknown stores and items are wanted too, of the sources `strayOf`. */
  readonly datasets?: readonly ArtifactRef[];
  readonly strayOf?: readonly string[];
  /** Only rows that were set aside for this. */
  readonly reason?: string;
  /** Only rows of files whose path has this in it. */
  readonly file?: string;
  /** How many of the rows that meet this are passed over. Default 0. */
  readonly skip?: number;
  readonly most: number;
}

/**
 * The rows set aside from the files that are in landing now, of some sources. Files are conditioned where they have not been; one that
 * cannot be, or has too many bad rows for a cycle, is shown as far as it was read.
 */
export async function readQuarantine(
  ports: DatasetPorts,
  project: LoadedProject,
  wanted: QuarantineWish,
): Promise<QuarantineListing> {
  const rows: ShownRow[] = [];
  const counts = new Map<string, QuarantineListing['counts'][number]>();
  const headers: Record<string, string> = {};
  const { skip = 0, most } = wanted;
  let found = 0;
  const add = (row: ShownRow): void => {
    const { source, file, reason } = row;
    if (wanted.reason !== undefined && reason !== wanted.reason) return;
    if (wanted.file !== undefined && !file.includes(wanted.file)) return;
    const key = JSON.stringify([source, file, reason]);
    counts.set(key, { source, file, reason, rows: (counts.get(key)?.rows ?? 0) + 1 });
    if (found >= skip && rows.length < most) rows.push(row);
    found += 1;
  };
  for (const source of project.sources.filter(({ name }) => wanted.sources.includes(name))) {
    for (const landed of await ports.landing.list(source.landing)) {
      const ref = await quarantineOf(ports, project, source, landed);
      if (!ref) continue;
      const header = await headerOf(ports.landing, landed);
      if (header !== undefined) headers[landed.path] = header;
      for (const row of await storedRows(ports, ref, source.name)) add(row);
    }
  }
  for (const row of await strayRows(ports, wanted)) add(row);
  return { rows, counts: [...counts.values()], headers };
}

/** Conditions a corrected file as if it had landed at a path, and reports what is still wrong with it. */
export async function checkMended(
  ports: DatasetPorts,
  project: LoadedProject,
  source: LoadedSource,
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array },
): Promise<CorrectedFileCheck> {
  const landed: LandingFile = { path, bytes: bytes.byteLength, hash: hashOf([bytes]) };
  // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous
  const open = async function* () {
    yield bytes;
  };
  const asLanded = { ...ports, landing: { ...ports.landing, open } };
  try {
    const { file } = await conditionFile(asLanded, project, source, landed);
    if (!file.quarantined) return { rows: file.rows, faults: [] };
    return { rows: file.rows, faults: await faultsOf(ports, file.quarantined, source.name) };
  } catch (error) {
    const ref = quarantinedBy(error);
    if (ref) return { rows: 0, faults: await faultsOf(ports, ref, source.name) };
    return { rows: 0, faults: [error instanceof Error ? error.message : String(error)] };
  }
}

/** What snapshots set aside, each row once: one with an unknown store is in the version of every region. */
async function strayRows(
  ports: DatasetPorts,
  { sources, datasets = [], strayOf = sources }: QuarantineWish,
): Promise<readonly ShownRow[]> {
  const found = new Map<string, ShownRow>();
  for (const ref of datasets) {
    const manifest = await readManifest(ports.store, ref);
    if (!manifest.quarantined) continue;
    const sourceOf = new Map(manifest.files.map(({ path, source }) => [path, source] as const));
    for (const row of await storedRows(ports, manifest.quarantined, '')) {
      const source = sourceOf.get(row.file) ?? '';
      const key = [row.file, row.line, row.column, row.raw].join('\n');
      if (strayOf.includes(source)) found.set(key, { ...row, source });
    }
  }
  return [...found.values()];
}

async function quarantineOf(
  ports: DatasetPorts,
  project: LoadedProject,
  source: LoadedSource,
  landed: LandingFile,
): Promise<ArtifactRef | undefined> {
  try {
    return (await conditionFile(ports, project, source, landed)).file.quarantined;
  } catch (error) {
    return quarantinedBy(error);
  }
}

/** The rows that an error about too many of them stored. */
function quarantinedBy(error: unknown): ArtifactRef | undefined {
  if (typeof error !== 'object' || error === null || !('quarantined' in error)) return undefined;
  return error.quarantined as ArtifactRef | undefined;
}

async function storedRows(ports: DatasetPorts, ref: ArtifactRef, source: string): Promise<readonly ShownRow[]> {
  const [head = [], ...lines] = parseCsv(Buffer.from(await ports.store.get(ref)).toString('utf8'));
  return lines.map((cells) => {
    const of = (name: string): string => cells[head.indexOf(name)] ?? '';
    const [file, line, column] = [of('file'), of('line'), of('column')];
    return { source, file, line, column, reason: of('reason'), detail: of('detail'), raw: of('raw') };
  });
}

async function faultsOf(ports: DatasetPorts, ref: ArtifactRef, source: string): Promise<readonly string[]> {
  const rows = await storedRows(ports, ref, source);
  const more = rows.length > mostFaults ? [`and ${rows.length - mostFaults} more`] : [];
  return [
    ...rows.slice(0, mostFaults).map(({ line, column, reason, detail }) => {
      return [`line ${line}`, ...(column === '' ? [] : [`column ${column}`])].join(', ') + `: ${reason}, ${detail}`;
    }),
    ...more,
  ];
}

/** The first line of delimited text; `undefined` of other files. */
async function headerOf(landing: Landing, file: LandingFile): Promise<string | undefined> {
  if (!/\.(csv|tsv)(\.gz)?$/.test(file.path)) return undefined;
  const parts = Readable.from(landing.open(file));
  const text = file.path.endsWith('.gz') ? parts.pipe(createGunzip()) : parts;
  let start = '';
  for await (const part of text) {
    start += Buffer.from(part as Uint8Array).toString('utf8');
    const end = start.search(/\r?\n/);
    if (end >= 0) return start.slice(0, end).replace(/^\uFEFF/, '');
  }
  return start;
}
