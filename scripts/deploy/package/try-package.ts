import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunReport } from '../../../src/cli/dev/run-report.ts';
import { environmentOfUser, run } from './run.ts';

const typescript = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));

/** What a user does with a tarball in an empty folder, and how it ends. */
export interface TriedPackage {
  readonly cycle: 'succeeded' | 'degraded' | 'failed';
  readonly regions: number;
  /** Seconds of the installation by npm, and of `dev --once` with its set-up. */
  readonly installSeconds: number;
  readonly devSeconds: number;
}

/** Installs a tarball in a new folder, makes a project, checks its types and runs a whole cycle of it. */
export async function tryPackage(tarball: string, folder: string): Promise<TriedPackage> {
  const env = environmentOfUser();
  await mkdir(folder);
  const installed = await timed(() => run('npm', ['install', '--loglevel=error', tarball], { cwd: folder, env }));
  await run('npx', ['shelfcast', 'init', 'my-grocer'], { cwd: folder, env });
  const project = join(folder, 'my-grocer');
  await run(process.execPath, [typescript, '--project', '.'], { cwd: project, env });
  const dev = await timed(() => run('npx', ['shelfcast', 'dev', '--once', '--json'], { cwd: project, env }));
  const { cycles } = JSON.parse(dev.answer.trimEnd().split('\n').at(-1) ?? '') as RunReport;
  const failed = cycles.some(({ failure, forecasts }) => failure !== undefined || forecasts.rows === 0);
  return {
    cycle: failed ? 'failed' : cycles.some(({ degraded }) => degraded) ? 'degraded' : 'succeeded',
    regions: cycles.length,
    installSeconds: installed.seconds,
    devSeconds: dev.seconds,
  };
}

async function timed(work: () => Promise<string>): Promise<{ readonly answer: string; readonly seconds: number }> {
  const startedAt = performance.now();
  const answer = await work();
  return { answer, seconds: Math.round((performance.now() - startedAt) / 1000) };
}
