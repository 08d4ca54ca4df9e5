import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { RunReport } from '../../src/cli/dev/run-report.ts';
import { proportionalMb, watchProcessTree } from '../support/process-tree.ts';
import { StageClock } from './stage-clock.ts';

/** A whole local cycle, from the start of the command to its end. */
export interface CycleRun {
  readonly seconds: number;
  /** Largest sum over all processes at a time, in megabytes; what they share counts once. */
  readonly peakRssMb: number;
  /** Seconds by stage; `start` is what comes before the first one. */
  readonly stages: Readonly<Record<string, number>>;
  readonly segments: RunReport['cycles'][number]['segments'];
}

/**
 * Runs `shelfcast run --local` of a checkout on a project.
 *
 * @param checkout has its dependencies installed
 * @throws Error where the cycle failed; a degraded region is none
 */
export async function runCycle(checkout: string, project: string, state: string): Promise<CycleRun> {
  const args = ['run', '--local', '--json', '--project', project, '--state', state];
  const clock = new StageClock(performance.now());
  const child = spawn(process.execPath, [join(checkout, 'bin/shelfcast.mjs'), ...args], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    // The earlier commit's processes die without it where TensorFlow switches oneDNN on.
    env: { ...process.env, TF_ENABLE_ONEDNN_OPTS: '0', NO_COLOR: '1' },
  });
  const memory = watchProcessTree(child.pid!, proportionalMb, 250);
  const told: string[] = [];
  createInterface(child.stderr).on('line', (line) => {
    told.push(line);
    clock.see(line, performance.now());
  });
  const [output, [exitCode]] = await Promise.all([
    text(child.stdout),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  const { seconds, stages } = clock.end(performance.now());
  const peakRssMb = memory.stop();
  const report = output.trim() === '' ? undefined : (JSON.parse(output.trimEnd().split('\n').at(-1)!) as RunReport);
  const cycle = report?.cycles[0];
  if (!cycle || cycle.failure !== undefined) {
    const reason = cycle?.failure ?? `exit code ${exitCode}\n${told.slice(-20).join('\n')}`;
    throw new Error(`the cycle of ${checkout} failed: ${reason}`);
  }
  return { seconds, peakRssMb, stages, segments: cycle.segments };
}
