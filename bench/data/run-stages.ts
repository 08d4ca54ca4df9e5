import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Week } from '../../src/contracts/week.ts';
import type { JobOutput } from '../../src/ports/job-runner.ts';
import { loadProject } from '../../src/project/load-project.ts';
import { childEnvironment } from '../../src/processes/child-environment.ts';
import { keptProcesses, type KeptProcesses } from '../../src/processes/idle-processes.ts';
import { nodeOptions } from '../../src/processes/node-options.ts';
import { createChildProcessRunner } from '../../src/processes/run-job.ts';
import { shareConditioning } from '../../src/processes/share-conditioning.ts';
import { readSettings } from '../../src/composition/settings.ts';
import type { FeaturesMade, FeaturesTask } from './features-main.ts';
import { cpuSeconds, residentMb, watchProcessTree } from '../support/process-tree.ts';

const featuresProgram = fileURLToPath(new URL('features-main.ts', import.meta.url));

/** Jobs in parallel, as workers on two cores run them. */
const slots = 2;

interface Stage {
  readonly seconds: number;
  /**
   * Of processor, of all processes that ended in the stage: those that are kept count where they end, so that only the sum is
   * meaningful.
   */
  readonly cpuSeconds: number;
  readonly rowsPerSecond: number;
  /** Of this process and all it started, summed. */
  readonly peakRssMb: number;
}

export interface StagesRun {
  readonly seconds: number;
  readonly peakRssMb: number;
  /** Conditioned files made again. */
  readonly partitionsTouched: number;
  readonly stages: Readonly<Record<'ingest' | 'snapshot' | 'features', Stage>>;
  /** Dataset versions by region. */
  readonly versions: readonly string[];
  /** Rows of all design matrices. */
  readonly featureRows: number;
}

/** Runs ingest, snapshot and features of all regions, in processes as workers have them. */
export async function runStages(directory: string, rows: number, cutoff: Week): Promise<StagesRun> {
  const project = await loadProject(directory);
  const settings = { ...readSettings(), jobProcesses: slots };
  const keep = keptProcesses(settings);
  const env = { SHELFCAST_PROJECT: directory, SHELFCAST_ARTIFACTS: `${directory}/artifacts` };
  const runner = createChildProcessRunner({
    jobsVersion: project.jobsVersion,
    env,
    maxProcesses: slots,
    keep,
  });
  const jobs = shareConditioning(runner, project, settings.staging);
  const hooks = { onProgress: () => undefined, signal: new AbortController().signal };

  const [sources, ingest] = await timed(rows, () =>
    Promise.all(project.sources.map(({ name }) => jobs.run('ingest-source', { source: name }, hooks))),
  );
  const [datasets, snapshot] = await timed(rows, () =>
    Promise.all(
      project.resolved.regions.map(({ name: region }) =>
        jobs.run('snapshot-dataset', { region, cutoff, sources }, hooks),
      ),
    ),
  );
  // In a worker it is these processes that would continue.
  runner.close();
  const [featureRows, features] = await timed(rows, () => makeFeatures(datasets, childEnvironment({ own: env }), keep));
  const all = [ingest, snapshot, features];
  return {
    seconds: round(all.reduce((sum, { seconds }) => sum + seconds, 0)),
    peakRssMb: Math.max(...all.map(({ peakRssMb }) => peakRssMb)),
    partitionsTouched: sources.reduce((sum, { newFiles }) => sum + newFiles, 0),
    stages: { ingest, snapshot, features },
    versions: datasets.map(({ summary }) => summary.version),
    featureRows,
  };
}

/** Region by region, in processes that are kept for the next one as those of jobs are. */
async function makeFeatures(
  datasets: readonly JobOutput<'snapshot-dataset'>[],
  env: NodeJS.ProcessEnv,
  { largestMb = Infinity }: KeptProcesses,
): Promise<number> {
  const tasks = datasets.map(({ summary }): FeaturesTask => [summary.manifest, summary.segments]);
  let rows = 0;
  const work = async (): Promise<void> => {
    let child: ChildProcess | undefined;
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      child ??= fork(featuresProgram, { execArgv: nodeOptions(), env, serialization: 'advanced' });
      child.send(task);
      const [made] = (await Promise.race([once(child, 'message'), failed(child)])) as [FeaturesMade];
      rows += made.rows;
      if (made.peakRssMb <= largestMb) continue;
      child.disconnect();
      child = undefined;
    }
    child?.disconnect();
  };
  await Promise.all(Array.from({ length: slots }, work));
  return rows;
}

async function failed(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`the process that makes features ended with ${code ?? 'a signal'}`);
}

async function timed<T>(rows: number, use: () => Promise<T>): Promise<readonly [T, Stage]> {
  const memory = watchProcessTree(process.pid, residentMb);
  const [started, cpu] = [performance.now(), cpuSeconds()];
  const result = await use();
  const seconds = (performance.now() - started) / 1000;
  return [
    result,
    {
      seconds: round(seconds),
      cpuSeconds: round(cpuSeconds() - cpu),
      rowsPerSecond: Math.round(rows / seconds),
      peakRssMb: memory.stop(),
    },
  ];
}

function round(seconds: number): number {
  return Math.round(10 * seconds) / 10;
}
