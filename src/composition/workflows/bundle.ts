import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleWorkflowCode, type Logger } from '@temporalio/worker';
import { z } from 'zod';
import { cacheDir } from '../../../scripts/setup/locations.mjs';
import { ownSources } from '../../project/code/code-manifest.ts';
import { sdkVersion, workflowBuildId } from './build-id.ts';
import { WorkflowBundleError } from './workflow-bundle-error.ts';

/** A bundle of workflows in memory or in a file, and what it is known by. */
export interface WorkflowBuild {
  readonly buildId: string;
  readonly bundle: { readonly code: string } | { readonly codePath: string };
}

const recordSchema = z.object({ buildId: z.string().regex(/^[0-9a-f]{16}$/), sdkVersion: z.string() });

/** `bundle.json` next to `bundle.js`. */
const recordOf = (codePath: string): string => codePath.replace(/(\.[cm]?js)?$/, '.json');

/** Bundles workflows as their sources are now. `sourceDirectory` is the folder that holds `workflows` and `contracts`. */
async function bundleWorkflows(logger: Logger, sourceDirectory?: string): Promise<WorkflowBuild> {
  const workflows = join(sourceDirectory ?? ownSources, 'workflows');
  const [buildId, { code }] = await Promise.all([
    workflowBuildId(sourceDirectory),
    bundleWorkflowCode({
      workflowsPath: join(workflows, 'index.ts'),
      preloadModules: [join(workflows, 'preloaded.ts')],
      logger,
    }),
  ]);
  return { buildId, bundle: { code } };
}

/** Writes a bundle to a file that ends in `.js`, and what it is known by to the `.json` file next to it. Returns its build id. */
export async function writeWorkflowBundle(codePath: string, logger: Logger, sourceDirectory?: string): Promise<string> {
  const { buildId, bundle } = await bundleWorkflows(logger, sourceDirectory);
  if ('code' in bundle) {
    await mkdir(dirname(codePath), { recursive: true });
    await writeAtOnce(codePath, bundle.code);
    // The record comes last: where it is, the bundle is complete.
    await writeAtOnce(recordOf(codePath), `${JSON.stringify({ buildId, sdkVersion: sdkVersion() })}\n`);
  }
  return buildId;
}

/** Where a bundle is kept between runs and state folders: making one takes seconds of processor time. */
export function cachedBundleFile(buildId: string): string {
  return join(cacheDir(), 'workflow-bundles', `${buildId}-${sdkVersion()}.js`);
}

/** The bundle of the sources as they are, from the cache; made and kept there where it is not. */
export async function cachedWorkflowBundle(logger: Logger, sourceDirectory?: string): Promise<WorkflowBuild> {
  const file = cachedBundleFile(await workflowBuildId(sourceDirectory));
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
  const { buildId, sdkVersion: madeBy } = await readRecord(codePath);
  if (madeBy !== sdkVersion()) {
    throw new WorkflowBundleError(
      codePath,
      `version ${madeBy} of the Temporal SDK made it, and this is ${sdkVersion()}`,
    );
  }
  return { buildId, bundle: { codePath } };
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
