import { readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { matchesGlob, resolve } from 'node:path';
import type { QuarantineListing, ShownRow } from '../../contracts/quarantine.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';
import { quarantinedRowsText, quarantineText } from '../../reports/datasets/quarantine-text.ts';
import type { RegisteredDataset } from '../../ports/dataset-catalogue.ts';
import { asOf } from '../datasets/select-dataset.ts';
import { openStateDirectory } from '../dev/state-directory.ts';
import { openProject, type ModelsOptions } from '../models/open-models.ts';
import { selectRegions } from '../../app/of-project.ts';
import { UsageError } from '../usage.ts';
import { withJobs } from '../with-jobs.ts';
import { openLandingWriter } from '../../workers/open-storage.ts';
import { withRegistry } from '../with-registry.ts';

/** Which rows to look at; all conditions have to hold. */
interface QuarantineFilter {
  readonly source?: string;
  readonly reason?: string;
  /** Part of a file's path. */
  readonly file?: string;
  /** Only what the region's newest dataset version set aside. */
  readonly region?: string;
}

type FilterOptions = ModelsOptions & QuarantineFilter;

const mostRows = 100_000;

/** `shelfcast quarantine list`: rows set aside, counted by source, file and reason. Returns the exit code. */
export async function listQuarantineCommand(options: FilterOptions): Promise<number> {
  const { counts } = await listing(options, 0);
  const found = counts.filter((one) => matches(one, options));
  print(options.json ? json(found) : quarantineText(found));
  return 0;
}

/** `shelfcast quarantine show`: the rows themselves. Returns the exit code. */
export async function showQuarantineCommand(options: FilterOptions): Promise<number> {
  const { rows } = await listing(options, mostRows);
  const found = rows.filter((one) => matches(one, options));
  print(options.json ? json(found) : quarantinedRowsText(found.slice(0, 200)));
  return 0;
}

/** `shelfcast quarantine export`: the rows as they stood, under their header, for somebody to mend. Returns the exit code. */
export async function exportQuarantineCommand(
  options: FilterOptions & { readonly source: string; readonly to: string },
): Promise<number> {
  // What snapshots set aside is no longer as it stood in its file, and there is nothing to mend in it: the store or item is missing.
  const { rows, headers } = await listing(options, mostRows, { strays: false });
  const found = rows.filter((one) => matches(one, options));
  const heads = [...new Set(found.map(({ file }) => headers[file]))];
  const [header] = heads;
  if (found.length === 0) throw new UsageError('no row that is set aside meets the conditions');
  if (header === undefined || heads.length > 1) {
    throw new UsageError(
      'the rows come from files of different headers, or of none: name one delimited file with --file',
    );
  }
  const lines = found.map(withoutEnd);
  await writeFile(resolve(options.to), `${[header, ...lines].join('\n')}\n`, { flag: 'wx' });
  print(
    `${found.length} rows in ${options.to}; mend them, then shelfcast quarantine reingest --source ${options.source} --file ${options.to}`,
  );
  return 0;
}

/**
 * `shelfcast quarantine reingest`: lands mended rows as a file that corrects the others of its source, whole or not at all, and enters
 * it in the audit trail. Returns the exit code: 1 where rows are still bad, and nothing was landed.
 */
export async function reingestCommand(
  options: ModelsOptions & { readonly source: string; readonly file: string },
): Promise<number> {
  const { project, state } = await openProject(options);
  const source = sourceOf(project, options.source);
  const content = await readFile(resolve(options.file));
  const { path, bytes, rows, faults } = await withJobs(project, state, (jobs) =>
    jobs.run(options.source, 'check-mended', { source: source.name, bytes: content }),
  );
  if (faults.length > 0) {
    print(options.json ? json({ landed: null, rows, faults }) : ['nothing was landed:', ...faults].join('\n  '));
    return 1;
  }
  if (!matchesGlob(path, source.landing)) {
    throw new UsageError(
      `${source.name} would not take ${path}: its landing glob is ${source.landing}; widen it so that further files can come`,
    );
  }
  const landing = await openLandingWriter(project.landingDirectory);
  await landing.land(path, bytes);
  try {
    await withRegistry(state, (registry) =>
      registry.appendAudit({
        actor: userInfo().username,
        action: 'reingest',
        subject: `landing/${path}`,
        facts: { source: source.name, rows, from: options.file },
      }),
    );
  } catch (error) {
    // What nobody could answer for must not be there.
    await landing.withdraw(path);
    throw error;
  }
  print(
    options.json ? json({ landed: path, rows, faults }) : `${rows} rows landed as ${path}; the next cycle takes them`,
  );
  return 0;
}

async function listing(
  options: FilterOptions,
  most: number,
  { strays } = { strays: true },
): Promise<QuarantineListing> {
  const { project, state } = await openProject(options);
  const sources = options.source === undefined ? project.sources : [sourceOf(project, options.source)];
  const regions = project.resolved.regions.map(({ name }) => name);
  const wanted = selectRegions(regions, options.region === undefined ? undefined : [options.region]);
  const datasets = strays ? await newestDatasets(state, wanted) : [];
  return withJobs(project, state, (jobs) =>
    jobs.run('quarantine', 'read-quarantine', {
      // Only the snapshot knows which region a row is of.
      sources: options.region === undefined ? sources.map(({ name }) => name) : [],
      datasets: datasets.map(({ manifest }) => manifest),
      strayOf: sources.map(({ name }) => name),
      most,
    }),
  );
}

/** The newest dataset versions of regions; none where no cycle has run yet. */
async function newestDatasets(state: string, regions: readonly string[]): Promise<readonly RegisteredDataset[]> {
  if (!existsSync(openStateDirectory(state).database)) return [];
  const newest = await withRegistry(state, async (registry) => asOf(await registry.datasets()));
  return newest.filter(({ region }) => regions.includes(region));
}

function sourceOf(project: LoadedProject, name: string): LoadedProject['sources'][number] {
  const source = project.sources.find((candidate) => candidate.name === name);
  if (source) return source;
  throw new UsageError(
    `the project has no source "${name}"; it has ${project.sources.map((one) => one.name).join(', ')}`,
  );
}

function matches(one: Pick<ShownRow, 'reason' | 'file'>, { reason, file }: QuarantineFilter): boolean {
  return (reason === undefined || one.reason === reason) && (file === undefined || one.file.includes(file));
}

function withoutEnd({ raw }: ShownRow): string {
  return raw.replace(/\r?\n$/, '');
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
