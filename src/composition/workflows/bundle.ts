import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleWorkflowCode, type Logger } from '@temporalio/worker';
import { z } from 'zod';
import { cacheDir } from '../../../scripts/setup/locations.mjs';
import { ownProgram } from '../../processes/own-program.ts';
import { buildIdWith, sdkVersion, workflowsVersion } from './build-id.ts';
import { WorkflowBundleError } from './workflow-bundle-error.ts';

/** A bundle of workflows in a file, and the build that workers of this code are with it. */
export interface WorkflowBuild {
  readonly buildId: string;
  readonly bundle: { readonly codePath: string };
}

const recordSchema = z.object({ workflows: z.string().regex(/^[0-9a-f]{16}$/), sdkVersion: z.string() });

/** `bundle.json` next to `bundle.js`. */
const recordOf = (codePath: string): string => codePath.replace(/(\.[cm]?js)?$/, '.json');

/**
 * Bundles workflows as their sources are now into a file that ends in `.js`, and writes what they are known by to the `.json` file next to
 * it. Returns the build that workers of this code are with it.
 *
 * @param sourceDirectory the folder that holds `workflows` and `contracts`, as sources. Default: the modules that run here, compiled or not
 */
export async function writeWorkflowBundle(codePath: string, logger: Logger, sourceDirectory?: string): Promise<string> {
  const [workflows, { code }] = await Promise.all([
    workflowsVersion(sourceDirectory),
    bundleWorkflowCode({ ...bundledModules(sourceDirectory), logger }),
  ]);
  await mkdir(dirname(codePath), { recursive: true });
  await writeAtOnce(codePath, code);
  // The record comes last: where it is, the bundle is complete.
  await writeAtOnce(recordOf(codePath), `${JSON.stringify({ workflows, sdkVersion: sdkVersion() })}\n`);
  return buildIdWith(workflows);
}

function bundledModules(sourceDirectory: string | undefined) {
  const module = (name: string): string =>
    sourceDirectory === undefined
      ? ownProgram(`../../workflows/${name}.ts`, import.meta.url)
      : join(sourceDirectory, 'workflows', `${name}.ts`);
  return {
    workflowsPath: module('index'),
    preloadModules: [module('preloaded')],
    workflowInterceptorModules: [module('tracing')],
    failureConverterPath: module('failure-converter'),
  };
}

/** Where a bundle is kept between runs and state folders: making one takes seconds of processor time. */
export function cachedBundleFile(workflows: string): string {
  return join(cacheDir(), 'workflow-bundles', `${workflows}-${sdkVersion()}.js`);
}

/** The bundle of the sources as they are, from the cache; made and kept there where it is not. */
export async function cachedWorkflowBundle(logger: Logger, sourceDirectory?: string): Promise<WorkflowBuild> {
  const file = cachedBundleFile(await workflowsVersion(sourceDirectory));
  try {
    return await readWorkflowBundle(file);
  } catch (error) {
    if (!(error instanceof WorkflowBundleError)) throw error;
  }
  await writeWorkflowBundle(file, logger, sourceDirectory);
  return readWorkflowBundle(file);
}

/** The build that workers run: of the bundle that is configured, or of the sources as they are. */
export function ownWorkflowBuild(configured: string | undefined, logger: Logger): Promise<WorkflowBuild> {
  return configured === undefined ? cachedWorkflowBundle(logger) : readWorkflowBundle(configured);
}

/** Copies a bundle and its record. */
export async function copyWorkflowBundle(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await writeAtOnce(to, await readFile(from));
  await writeAtOnce(recordOf(to), await readFile(recordOf(from)));
}

/**
 * The bundle in a file. Throws `WorkflowBundleError` where there is none, or where another version of the SDK made it: a worker
 * runs only what its own version bundled.
 */
export async function readWorkflowBundle(codePath: string): Promise<WorkflowBuild> {
  const { workflows, sdkVersion: madeBy } = await readRecord(codePath);
  if (madeBy !== sdkVersion()) {
    throw new WorkflowBundleError(
      codePath,
      `version ${madeBy} of the Temporal SDK made it, and this is ${sdkVersion()}`,
    );
  }
  return { buildId: await buildIdWith(workflows), bundle: { codePath } };
}

async function readRecord(codePath: string): Promise<z.infer<typeof recordSchema>> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(recordOf(codePath), 'utf8')));
  } catch (cause) {
    throw new WorkflowBundleError(codePath, `${recordOf(codePath)} does not say what it is`, { cause });
  }
}

async function writeAtOnce(file: string, content: string | Uint8Array): Promise<void> {
  const partial = `${file}.${process.pid}.tmp`;
  await writeFile(partial, content);
  await rename(partial, file);
}
