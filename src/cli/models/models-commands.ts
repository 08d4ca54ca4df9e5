import { resolve } from 'node:path';
import { createLocalArtifactStore } from '../../adapters/storage/local-artifact-store.ts';
import { segmentName } from '../../contracts/segment.ts';
import type { RegisteredModel, Registry } from '../../ports/registry.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';
import { loadProject } from '../../project/load-project.ts';
import { modelText } from '../../reports/models/model-text.ts';
import { modelsText } from '../../reports/models/models-table.ts';
import { reproductionText } from '../../reports/models/reproduction-text.ts';
import { createCommandJobs } from '../command-jobs.ts';
import { openStateDirectory } from '../dev/state-directory.ts';
import { interruption } from '../interruption.ts';
import { createJobsView } from '../job-progress.ts';
import { createLocalJobs } from '../local-jobs.ts';
import { UsageError } from '../usage.ts';
import { withRegistry } from '../with-registry.ts';
import { exportModel } from './export-model.ts';
import { checkCode, reproduceModels, type ModelToReproduce } from './reproduce.ts';
import { selectModel } from './select-models.ts';

export interface ModelsOptions {
  readonly project: string;
  readonly state?: string;
  readonly json?: boolean;
}

/** `shelfcast models list`: every registered model, or those of one environment. Returns the exit code. */
export async function listModelsCommand(options: ModelsOptions & { readonly env?: string }): Promise<number> {
  const { state } = await openProject(options);
  const all = await withRegistry(state, (registry) => registry.models());
  const models = all.filter(({ environment }) => environment === (options.env ?? environment));
  print(options.json ? json(models.map(plain)) : modelsText(models));
  return 0;
}

/** `shelfcast models show`: where a model came from, what it is worth and what it is made of. Returns the exit code. */
export async function showModelCommand(
  wanted: string,
  options: ModelsOptions & { readonly env: string },
): Promise<number> {
  const { state } = await openProject(options);
  const { model, causes } = await withRegistry(state, async (registry) => {
    const model = selectModel(await registry.models(), options.env, wanted);
    return { model, causes: await causesOf(registry, model) };
  });
  print(options.json ? json({ ...plain(model), causes }) : modelText(model, { causes }));
  return 0;
}

/**
 * `shelfcast models reproduce`: fits models again from their registered inputs. Returns the exit code: 0 where every file has the
 * same bytes, 1 where one has not, 130 on Ctrl-C.
 */
export async function reproduceModelsCommand(
  wanted: readonly string[],
  options: ModelsOptions & { readonly env: string },
): Promise<number> {
  const { project, state } = await openProject(options);
  const models = await withRegistry(state, async (registry) => {
    const all = await registry.models();
    const chosen = wanted.map((one) => selectModel(all, options.env, one));
    for (const model of chosen) checkCode(model, project.codeVersion);
    return Promise.all(chosen.map((model) => withDataset(registry, model)));
  });
  const interrupted = interruption();
  const view = createJobsView();
  try {
    const runner = createLocalJobs(project, openStateDirectory(state));
    const made = await reproduceModels(models, createCommandJobs(runner, view, interrupted.signal));
    view.close();
    print(options.json ? json(made) : made.map(reproductionText).join('\n'));
    return made.every(({ same }) => same) ? 0 : 1;
  } catch (error) {
    if (interrupted.signal.aborted) return 130;
    throw error;
  } finally {
    view.close();
    interrupted.forget();
  }
}

/** `shelfcast models export`: a model's files in a folder, the network as tfjs layers models too. Returns the exit code. */
export async function exportModelCommand(
  wanted: string,
  options: ModelsOptions & { readonly env: string; readonly output: string },
): Promise<number> {
  const { state } = await openProject(options);
  const { record } = await withRegistry(state, async (registry) =>
    selectModel(await registry.models(), options.env, wanted),
  );
  const folder = resolve(options.output);
  const files = await exportModel(record, createLocalArtifactStore(openStateDirectory(state).artifacts), folder);
  const { version } = record;
  print(options.json ? json({ version, folder, files }) : [`model ${version} in ${folder}`, ...files].join('\n  '));
  return 0;
}

async function openProject({
  project: folder,
  state,
}: ModelsOptions): Promise<{ project: LoadedProject; state: string }> {
  const project = await loadProject(resolve(folder));
  return { project, state: resolve(state ?? `${project.directory}/.shelfcast`) };
}

async function withDataset(registry: Registry, model: RegisteredModel): Promise<ModelToReproduce> {
  const manifest = await registry.datasetManifest(model.record.datasetVersion);
  if (manifest) return { model, manifest };
  throw new UsageError(
    `the registry does not know dataset ${model.record.datasetVersion} of model ${model.record.version}`,
  );
}

/** Why a model was trained, as its cycle recorded it. */
async function causesOf(registry: Registry, { record }: RegisteredModel): Promise<readonly string[] | null> {
  const result = await registry.cycleResult(record.cycleId);
  const name = segmentName(record.segment);
  return result?.segments.find(({ segment }) => segmentName(segment) === name)?.causes ?? null;
}

/** A model as JSON: its record, and how the environment knows it. */
function plain({ record, ...known }: RegisteredModel): object {
  return { ...known, ...record };
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
