import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { buildIdWith, workflowsVersion } from '../composition/workflows/build-id.ts';
import { cachedBundleFile, copyWorkflowBundle, readWorkflowBundle } from '../composition/workflows/bundle.ts';
import { ownProgram } from '../processes/own-program.ts';
import type { StackMessage } from '../processes/parent-messages.ts';
import type { StateDirectory } from '../state/state-directory.ts';
import { StackProcessError } from './managed-process.ts';

export interface KeptBuild {
  readonly buildId: string;
  /** Megabytes the bundler took; `undefined` where the bundle was kept from before, here or in the cache. */
  readonly bundlerPeakRssMb?: number;
}

const bundler = ownProgram('../workers/bundle-main.ts', import.meta.url);

/**
 * Puts the bundle of the build that is to run into the state folder, where it stays for workflows that outlive the build: the one in
 * `bundleFile`, or else that of the sources as they are, which is made where it has not been kept from before.
 */
export async function keepBuild(state: StateDirectory, bundleFile: string | undefined): Promise<KeptBuild> {
  if (bundleFile !== undefined) {
    const { buildId } = await readWorkflowBundle(bundleFile);
    if (!(await isKept(state, buildId))) await copyWorkflowBundle(bundleFile, state.workflows(buildId));
    return { buildId };
  }
  const workflows = await workflowsVersion();
  const buildId = await buildIdWith(workflows);
  if (await isKept(state, buildId)) return { buildId };
  const cached = cachedBundleFile(workflows);
  const bundlerPeakRssMb = (await isBundle(cached)) ? undefined : await bundle(cached, state.log('bundle-workflows'));
  await copyWorkflowBundle(cached, state.workflows(buildId));
  return { buildId, ...(bundlerPeakRssMb === undefined ? {} : { bundlerPeakRssMb }) };
}

/** Whether the state folder has a bundle that workers of today can run. */
export function isKept(state: StateDirectory, buildId: string): Promise<boolean> {
  return isBundle(state.workflows(buildId));
}

async function isBundle(file: string): Promise<boolean> {
  if (!existsSync(file)) return false;
  return readWorkflowBundle(file).then(
    () => true,
    () => false,
  );
}

/** Runs the bundler in a process of its own, since what it loads takes more memory than a worker. */
async function bundle(output: string, logFile: string): Promise<number> {
  const log = openSync(logFile, 'a');
  const child = fork(bundler, ['--output', output], { detached: true, stdio: ['ignore', log, log, 'ipc'] });
  closeSync(log);
  let peakRssMb = 0;
  child.on('message', (message: StackMessage) => {
    if (message.kind === 'job-ended') peakRssMb = message.peakRssMb;
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (code !== 0) {
    const reason = `it ended with ${signal ?? `exit code ${code}`}`;
    throw new StackProcessError({ process: 'bundle-workflows', logFile, reason });
  }
  return peakRssMb;
}
