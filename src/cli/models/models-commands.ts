import { resolve } from 'node:path';
import { segmentName } from '../../contracts/segment.ts';
import type { RegisteredModel } from '../../ports/model-catalogue.ts';
import type { Registry } from '../../ports/registry.ts';
import { modelText } from '../../reports/models/model-text.ts';
import { reproductionText } from '../../reports/models/reproduction-text.ts';
import { withJobs } from '../with-jobs.ts';
import { withRegistry } from '../with-registry.ts';
import { openProject, withDataset, type ModelsOptions } from './open-models.ts';
import { checkCode, reproduceModels } from './reproduce.ts';
import { selectModel } from './select-models.ts';
import { checkEmpty, writeFiles } from './write-files.ts';

/** `shelfcast models show`: where a model came from, what it is worth and what it is made of. Returns the exit code. */
export async function showModelCommand(
  wanted: string,
  options: ModelsOptions & { readonly env: string },
): Promise<number> {
  const { project, state } = await openProject(options);
  const { causes, ...found } = await withRegistry(state, async (registry) => {
    const model = selectModel(await registry.models(), options.env, wanted);
    return { ...(await withDataset(registry, model)), causes: await causesOf(registry, model) };
  });
  const { model } = found;
  const { preset, coefficients } = await withJobs(project, state, (jobs) =>
    jobs.run(model.record.version, 'explain-model', {
      model: model.record,
      manifest: found.manifest,
      importance: false,
    }),
  );
  const facts = { causes, ...(preset === undefined ? {} : { preset }), coefficients };
  print(options.json ? json({ ...plain(model), ...facts }) : modelText(model, facts));
  return 0;
}

/**
 * `shelfcast models reproduce`: fits models again from their registered inputs. Returns the exit code: 0 where every file has the
 * same bytes, 1 where one has not.
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
  const made = await withJobs(project, state, (jobs) => reproduceModels(models, jobs));
  print(options.json ? json(made) : made.map(reproductionText).join('\n'));
  return made.every(({ same }) => same) ? 0 : 1;
}

/** `shelfcast models export`: a model's files in a folder, the network as tfjs layers models too. Returns the exit code. */
export async function exportModelCommand(
  wanted: string,
  options: ModelsOptions & { readonly env: string; readonly output: string },
): Promise<number> {
  const folder = resolve(options.output);
  await checkEmpty(folder);
  const { project, state } = await openProject(options);
  const { record } = await withRegistry(state, async (registry) =>
    selectModel(await registry.models(), options.env, wanted),
  );
  const made = await withJobs(project, state, (jobs) => jobs.run(record.version, 'export-model', { model: record }));
  const files = await writeFiles(folder, made);
  const { version } = record;
  print(options.json ? json({ version, folder, files }) : [`model ${version} in ${folder}`, ...files].join('\n  '));
  return 0;
}

/** Why a model was trained, as its cycle recorded it. */
async function causesOf(registry: Registry, { record }: RegisteredModel): Promise<readonly string[] | null> {
  const result = await registry.cycleResult(record.cycleId);
  const name = segmentName(record.segment);
  return result?.segments.find(({ segment }) => segmentName(segment) === name)?.causes ?? null;
}

/** A model as JSON: its record, and how the environment knows it. */
export function plain({ record, ...known }: RegisteredModel): object {
  return { ...known, ...record };
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
