import type { FileOfSource, FileRegions } from '../ports/job-runner.ts';
import { LandingFileChangedError, type LandingFile } from '../ports/landing.ts';
import type { TouchedRegions } from '../ports/landing-ledger.ts';
import type { LoadedProject, LoadedSource } from '../project/loaded-project.ts';
import { conditionFile } from './conditioning/condition-file.ts';
import { UnknownSourceError } from './errors.ts';
import { ingestSource, type IngestOptions } from './ingest.ts';
import type { DatasetPorts } from './ports.ts';
import { readAttributes } from './snapshot/read-attributes.ts';
import { loadSourceFiles } from './snapshot/source-files.ts';

/**
 * The regions that the rows of landing files are about. What is conditioned for this is what a cycle takes over later.
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
  let stores: Promise<ReadonlyMap<string, string>> | undefined;
  const regionOfStore = () => (stores ??= readRegionOfStore(ports, project));
  let done = 0;
  for (const file of files) {
    const answer = await regionsOfFile(ports, project, file, regionOfStore);
    if (answer) answers.push(answer);
    onFile?.({ file: file.path, done: (done += 1), of: files.length });
  }
  return answers;
}

async function regionsOfFile(
  ports: DatasetPorts,
  project: LoadedProject,
  file: FileOfSource,
  regionOfStore: () => Promise<ReadonlyMap<string, string>>,
): Promise<FileRegions | undefined> {
  const source = sourceOf(project, file);
  let landed: LandingFile | undefined;
  try {
    landed = await ports.landing.find(file.path);
    if (!landed) return undefined;
    const { file: conditioned } = await conditionFile(ports, project, source, landed);
    const path = await ports.store.localPath(conditioned.conditioned);
    return { ...file, hash: landed.hash, regions: await regionsOfRows(ports, source, path, regionOfStore) };
  } catch (error) {
    if (error instanceof LandingFileChangedError) return undefined;
    const problem = error instanceof Error ? error.message : String(error);
    return { ...file, ...(landed ? { hash: landed.hash } : {}), regions: 'all', problem };
  }
}

async function regionsOfRows(
  { tables }: DatasetPorts,
  source: LoadedSource,
  path: string,
  regionOfStore: () => Promise<ReadonlyMap<string, string>>,
): Promise<TouchedRegions> {
  const column = source.kind === 'stores' ? 'region' : 'store';
  if (!source.standardColumns.some(({ name }) => name === column)) return 'all';
  const values = (await tables.readParquet(path, { columns: [column] }))[column] ?? [];
  const named = new Set([...values].map(String));
  if (source.kind === 'stores') return someOrAll(named);
  const regions = await regionOfStore();
  return someOrAll(new Set([...named].flatMap((store) => regions.get(store) ?? [])));
}

function someOrAll(regions: ReadonlySet<string>): TouchedRegions {
  return regions.size === 0 ? 'all' : [...regions].sort();
}

/** Empty where the stores cannot be read: their trouble is every region's. */
async function readRegionOfStore(ports: DatasetPorts, project: LoadedProject): Promise<ReadonlyMap<string, string>> {
  const source = project.sources.find(({ kind }) => kind === 'stores');
  if (!source) return new Map();
  try {
    const ingested = await ingestSource(ports, project, source.name);
    const [stores] = await loadSourceFiles(ports, project, [ingested], ['stores']);
    if (!stores) return new Map();
    const { rows } = await readAttributes(ports, stores);
    return new Map([...rows].map(([store, row]) => [store, String(row['region'])]));
  } catch {
    return new Map();
  }
}

function sourceOf(project: LoadedProject, { source: name }: FileOfSource): LoadedSource {
  const source = project.sources.find((candidate) => candidate.name === name);
  if (!source) throw new UnknownSourceError({ source: name, known: project.sources.map((known) => known.name) });
  return source;
}
