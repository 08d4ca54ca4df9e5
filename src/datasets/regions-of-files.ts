import { sourceKindFacts } from '../contracts/source-kinds.ts';
import type { FileOfSource, FileRegions } from '../ports/job-runner.ts';
import { LandingFileChangedError, type LandingFile } from '../ports/landing.ts';
import type { TouchedRegions, WeeksOfFile } from '../ports/landing-ledger.ts';
import { rowCount, type Columns } from '../ports/table-engine.ts';
import type { LoadedProject, LoadedSource } from '../project/loaded-project.ts';
import { conditionFile } from './conditioning/condition-file.ts';
import { UnknownSourceError } from './errors.ts';
import { ingestSource, type IngestOptions } from './ingest.ts';
import type { DatasetPorts } from './ports.ts';
import { joinAttributes } from './snapshot/join-attributes.ts';
import { loadSourceFiles } from './snapshot/source-files.ts';

/** Regions by store, and by zip code of a store. */
interface RegionsOfStores {
  readonly ofStore: ReadonlyMap<string, ReadonlySet<string>>;
  readonly ofZip: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * The regions and weeks that the rows of landing files are about. What is conditioned for this is what a cycle takes over later.
 *
 * A file that cannot be conditioned, that holds for all stores, or that names none the stores source has, touches all regions:
 * a cycle shows its trouble. One that is gone or changes meanwhile is left out of the answer.
 */
export async function regionsOfFiles(
  ports: DatasetPorts,
  project: LoadedProject,
  files: readonly FileOfSource[],
  { onFile }: Pick<IngestOptions, 'onFile'> = {},
): Promise<readonly FileRegions[]> {
  const answers: FileRegions[] = [];
  let read: Promise<RegionsOfStores> | undefined;
  const stores = () => (read ??= readRegionsOfStores(ports, project));
  let done = 0;
  for (const file of files) {
    const answer = await regionsOfFile(ports, project, file, stores);
    if (answer) answers.push(answer);
    onFile?.({ file: file.path, done: (done += 1), of: files.length });
  }
  return answers;
}

async function regionsOfFile(
  ports: DatasetPorts,
  project: LoadedProject,
  file: FileOfSource,
  stores: () => Promise<RegionsOfStores>,
): Promise<FileRegions | undefined> {
  const source = sourceOf(project, file);
  let landed: LandingFile | undefined;
  try {
    landed = await ports.landing.find(file.path);
    if (!landed) return undefined;
    const { file: conditioned } = await conditionFile(ports, project, source, landed);
    const path = await ports.store.localPath(conditioned.conditioned);
    const weeks = await weeksOfRows(ports, source, path);
    const regions = await regionsOfRows(ports, source, path, stores);
    return { ...file, hash: landed.hash, regions, ...(weeks ? { weeks } : {}) };
  } catch (error) {
    if (error instanceof LandingFileChangedError) return undefined;
    const problem = error instanceof Error ? error.message : String(error);
    return { ...file, ...(landed ? { hash: landed.hash } : {}), regions: 'all', problem };
  }
}

async function weeksOfRows(
  { tables }: DatasetPorts,
  source: LoadedSource,
  path: string,
): Promise<WeeksOfFile | undefined> {
  if (!source.standardColumns.some(({ name }) => name === 'week')) return undefined;
  const weeks = await tables.distinctTexts([path], 'week');
  const [first, last] = [weeks[0], weeks.at(-1)];
  return first === undefined || last === undefined ? undefined : { first, last };
}

async function regionsOfRows(
  { tables }: DatasetPorts,
  source: LoadedSource,
  path: string,
  stores: () => Promise<RegionsOfStores>,
): Promise<TouchedRegions> {
  const { regionsBy } = sourceKindFacts[source.kind];
  if (regionsBy === 'each-row') return regionsOfEachRow(await tables.readParquet(path), stores);
  const column = regionsBy.find((one) => source.standardColumns.some(({ name }) => name === one));
  if (column === undefined) return 'all';
  const named = new Set(await tables.distinctTexts([path], column));
  if (column === 'region') return someOrAll(named);
  const { ofStore, ofZip } = await stores();
  const regionsOf = column === 'zip' ? ofZip : ofStore;
  return someOrAll(new Set([...named].flatMap((name) => [...(regionsOf.get(name) ?? [])])));
}

/** A row that names neither a region nor a store is everybody's. */
async function regionsOfEachRow(table: Columns, stores: () => Promise<RegionsOfStores>): Promise<TouchedRegions> {
  const regions = new Set<string>();
  const { ofStore } = await stores();
  for (let row = 0; row < rowCount(table); row += 1) {
    const store = table['store']?.[row] ?? null;
    const region = table['region']?.[row] ?? null;
    if (store === null && region === null) return 'all';
    if (region !== null) regions.add(String(region));
    else for (const found of ofStore.get(String(store)) ?? []) regions.add(found);
  }
  return someOrAll(regions);
}

function someOrAll(regions: ReadonlySet<string>): TouchedRegions {
  return regions.size === 0 ? 'all' : [...regions].sort();
}

/** Empty where the stores cannot be read: their trouble is every region's. */
async function readRegionsOfStores(ports: DatasetPorts, project: LoadedProject): Promise<RegionsOfStores> {
  const ofStore = new Map<string, Set<string>>();
  const ofZip = new Map<string, Set<string>>();
  try {
    const ingested = [];
    for (const { name, kind } of project.sources) {
      if (kind === 'stores') ingested.push(await ingestSource(ports, project, name));
    }
    const { rows } = await joinAttributes(ports, await loadSourceFiles(ports, project, ingested, ['stores']), 'stores');
    for (const [store, row] of rows) {
      if (typeof row['region'] !== 'string') continue;
      const { region } = row;
      ofStore.set(store, new Set([region]));
      // Neighbours over a border between regions may share a zip code.
      const zip = String(row['zip']);
      ofZip.set(zip, (ofZip.get(zip) ?? new Set()).add(region));
    }
    return { ofStore, ofZip };
  } catch {
    return { ofStore: new Map(), ofZip: new Map() };
  }
}

function sourceOf(project: LoadedProject, { source: name }: FileOfSource): LoadedSource {
  const source = project.sources.find((candidate) => candidate.name === name);
  if (!source) throw new UnknownSourceError({ source: name, known: project.sources.map((known) => known.name) });
  return source;
}
