import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { Segment } from '../../contracts/segment.ts';
import { addWeeks } from '../../contracts/week.ts';
import { weeksOfErrors, type RegisteredDataset } from '../../ports/dataset-catalogue.ts';
import type { JobInput } from '../../ports/job-runner.ts';
import type { Registry } from '../../ports/registry.ts';
import { datasetsText, datasetText } from '../../reports/datasets/datasets-text.ts';
import { diffText } from '../../reports/datasets/diff-text.ts';
import { driftText } from '../../reports/datasets/drift-text.ts';
import { openProject, type ModelsOptions } from '../models/open-models.ts';
import { checkEnvironment, selectRegions } from '../../app/of-project.ts';
import { UsageError } from '../usage.ts';
import { withJobs } from '../with-jobs.ts';
import { withRegistry } from '../with-registry.ts';
import { asOf, datasetOfRegion, datasetOfVersion } from './select-dataset.ts';

/** `shelfcast datasets list`: every dataset version, or what was known at a week. Returns the exit code. */
export async function listDatasetsCommand(
  options: ModelsOptions & { readonly region?: string; readonly asOf?: string },
): Promise<number> {
  const { state } = await openProject(options);
  const all = await withRegistry(state, (registry) => registry.datasets(options.region));
  const datasets = options.asOf === undefined ? all : asOf(all, options.asOf);
  print(options.json ? json(datasets) : datasetsText(datasets));
  return 0;
}

/** `shelfcast datasets show`: one version, by its name or by region and cutoff. Returns the exit code. */
export async function showDatasetCommand(
  prefix: string | undefined,
  options: ModelsOptions & { readonly region?: string; readonly cutoff?: string },
): Promise<number> {
  const { state } = await openProject(options);
  const { region, cutoff } = options;
  const all = await withRegistry(state, (registry) => registry.datasets());
  if (prefix === undefined && region === undefined) {
    throw new UsageError('name a version, or a region with --region and, if not its newest, --cutoff');
  }
  const dataset = prefix === undefined ? datasetOfRegion(all, region ?? '', cutoff) : datasetOfVersion(all, prefix);
  print(options.json ? json(dataset) : datasetText(dataset));
  return 0;
}

/** `shelfcast datasets diff`: what one version has that another has not. Returns the exit code. */
export async function diffDatasetsCommand(
  [from, to]: readonly [string, string],
  options: ModelsOptions,
): Promise<number> {
  const { project, state } = await openProject(options);
  const all = await withRegistry(state, (registry) => registry.datasets());
  const [before, after] = [datasetOfVersion(all, from), datasetOfVersion(all, to)];
  const input = { before: toRead(before), after: toRead(after) };
  const diff = await withJobs(project, state, (jobs) => jobs.run('diff', 'diff-datasets', input));
  print(options.json ? json(diff) : diffText(diff));
  return 0;
}

/** `shelfcast datasets drift`: the newest data against what champions were trained on. Exit code 1 where anything drifts. */
export async function driftCommand(
  options: ModelsOptions & { readonly env: string; readonly region?: readonly string[]; readonly cutoff?: string },
): Promise<number> {
  const { project, state } = await openProject(options);
  const { environments, regions, drift: policy } = project.resolved;
  checkEnvironment(options.env, Object.keys(environments));
  const wanted = selectRegions(
    regions.map(({ name }) => name),
    options.region,
  );
  const inputs = await withRegistry(state, async (registry) => {
    const all = await registry.datasets();
    return Promise.all(
      wanted.map((region) => measurement(registry, options.env, datasetOfRegion(all, region, options.cutoff))),
    );
  });
  const measured = await withJobs(project, state, async (jobs) => {
    const results = [];
    for (const [index, input] of inputs.entries()) {
      results.push(...(await jobs.run(wanted[index] ?? 'drift', 'measure-drift', input)));
    }
    return results;
  });
  const drifts = measured.flatMap((one) => one ?? []);
  if (options.json) print(json(drifts));
  else if (drifts.length === 0) {
    print(
      'nothing to compare: no week has come since champions were trained, or their data were recorded without profiles',
    );
  } else print(driftText(drifts, policy));
  const found = drifts.some(
    ({ columns, errors }) => errors.verdict === 'drift' || columns.some(({ verdict }) => verdict === 'drift'),
  );
  return found ? 1 : 0;
}

/** The segments of a dataset version that have a champion, with the profiles to compare. */
async function measurement(
  registry: Registry,
  environment: string,
  { region, cutoff, quality }: RegisteredDataset,
): Promise<JobInput<'measure-drift'>> {
  const recorded = await registry.evaluations(environment, region, addWeeks(cutoff, -weeksOfErrors), cutoff);
  const segments = await Promise.all(
    Object.entries(quality.profiles ?? {}).map(async ([name, current]) => {
      const [format = '', velocity = ''] = name.split('/');
      const segment = { region, format, velocity: velocity as Segment['velocity'] };
      const champion = await registry.championUpTo(environment, segment, addWeeks(cutoff, -1));
      const trainedOn = champion && (await registry.dataset(champion.datasetVersion));
      const reference = trainedOn?.quality.profiles?.[name];
      if (!champion || !reference) return [];
      const { version, trainingCutoff, backtest } = champion;
      return [{ champion: { version, trainingCutoff, backtest }, reference, current }];
    }),
  );
  return { segments: segments.flat(), evaluations: recorded.map(({ evaluation }) => evaluation) };
}

function toRead({ version, manifest, quality }: RegisteredDataset) {
  return { version, manifest, profiles: Object.values(quality.profiles ?? {}) as readonly ArtifactRef[] };
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
