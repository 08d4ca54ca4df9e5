import { resolve } from 'node:path';
import { compareModels } from '../../app/models/compare-models.ts';
import { exportModel } from '../../app/models/export-model.ts';
import { reproduceModels } from '../../app/models/reproduce-models.ts';
import { showModel } from '../../app/models/show-model.ts';
import { perform } from '../../app/operation.ts';
import type { RegisteredModel } from '../../ports/model-catalogue.ts';
import { comparisonText } from '../../reports/models/comparison-text.ts';
import { modelText } from '../../reports/models/model-text.ts';
import { reproductionText } from '../../reports/models/reproduction-text.ts';
import { openApp, type AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';
import { checkEmpty, writeFiles } from './write-files.ts';

/** `shelfcast models show`: where a model came from, what it is worth and what it is made of. Returns the exit code. */
export function showModelCommand(model: string, options: AppOptions & { readonly env: string }): Promise<number> {
  return runOperation(
    showModel,
    options,
    { environment: options.env, model },
    {
      text: ({ model: found, ...facts }) => modelText(found, facts),
      json: ({ model: found, coefficientCount: _count, ...facts }) => ({ ...plain(found), ...facts }),
    },
  );
}

/** `shelfcast models compare`: two models of a segment on the same rows. Returns the exit code. */
export function compareModelsCommand(
  model: string,
  other: string,
  options: AppOptions & { readonly env: string },
): Promise<number> {
  return runOperation(
    compareModels,
    options,
    { environment: options.env, model, with: other },
    {
      text: ({ comparison, inWords }) => comparisonText(comparison, inWords),
      json: ({ comparison, inWords }) => ({ ...comparison, inWords }),
    },
  );
}

/**
 * `shelfcast models reproduce`: fits models again from their registered inputs. Returns the exit code: 0 where every file has the
 * same bytes, 1 where one has not.
 */
export function reproduceModelsCommand(
  models: readonly string[],
  options: AppOptions & { readonly env: string },
): Promise<number> {
  return runOperation(
    reproduceModels,
    options,
    { environment: options.env, models },
    {
      text: (made) => made.map(reproductionText).join('\n'),
      exitCode: (made) => (made.every(({ same }) => same) ? 0 : 1),
    },
  );
}

/** `shelfcast models export`: a model's files in a folder, the network as tfjs layers models too. Returns the exit code. */
export async function exportModelCommand(
  model: string,
  options: AppOptions & { readonly env: string; readonly output: string },
): Promise<number> {
  const folder = resolve(options.output);
  await checkEmpty(folder);
  const { version, files: made } = await perform(exportModel, await openApp(options), {
    environment: options.env,
    model,
  });
  const files = await writeFiles(folder, made);
  const text = (): string => [`model ${version} in ${folder}`, ...files].join('\n  ');
  process.stdout.write(`${options.json ? JSON.stringify({ version, folder, files }, undefined, 2) : text()}\n`);
  return 0;
}

/** A model as JSON: its record, and how the environment knows it. */
export function plain({ record, ...known }: RegisteredModel): object {
  return { ...known, ...record };
}
