import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunReport } from '../../../src/cli/dev/run-report.ts';
import { expectEncrypted, storedPayloads } from '../secrets/stored-payloads.ts';
import { environmentOfUser, run } from './run.ts';

const typescript = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));

/** What a user does with a tarball in an empty folder, and how it ends. */
export interface TriedPackage {
  readonly cycle: 'succeeded' | 'degraded' | 'failed';
  readonly regions: number;
  /** Seconds of the installation by npm, and of `dev --once` with its set-up. */
  readonly installSeconds: number;
  readonly devSeconds: number;
  /** Payloads in Temporal's database after the same with a file of payload keys; none of them readable. */
  readonly encryptedPayloads: number;
}

/**
 * Installs a tarball in a new folder, makes a project, checks its types and runs a whole cycle of it; and one of another project, with encrypted
 * payloads.
 */
export async function tryPackage(tarball: string, folder: string): Promise<TriedPackage> {
  const env = environmentOfUser();
  await mkdir(folder);
  const installed = await timed(() => run('npm', ['install', '--loglevel=error', tarball], { cwd: folder, env }));
  await run('npx', ['shelfcast', 'init', 'my-grocer'], { cwd: folder, env });
  const project = join(folder, 'my-grocer');
  await run(process.execPath, [typescript, '--project', '.'], { cwd: project, env });
  const dev = await timed(() => run('npx', devOnce, { cwd: project, env }));
  const { cycles } = reportIn(dev.answer);
  if ((await storedPayloads(join(project, '.shelfcast'))).readable === 0) {
    throw new Error("no payload was found in Temporal's database: the search for readable ones does not work");
  }
  return {
    cycle: outcomeOf(cycles),
    regions: cycles.length,
    installSeconds: installed.seconds,
    devSeconds: dev.seconds,
    encryptedPayloads: await tryEncrypted(folder, env),
  };
}

const devOnce = ['shelfcast', 'dev', '--once', '--json'];

/** The cycles of a new project with keys of payloads; how many payloads Temporal then has. */
async function tryEncrypted(folder: string, env: NodeJS.ProcessEnv): Promise<number> {
  await run('npx', ['shelfcast', 'init', 'encrypted'], { cwd: folder, env });
  const keys = join(folder, 'payload-keys');
  await writeFile(keys, `check ${randomBytes(32).toString('base64')}\n`);
  const project = join(folder, 'encrypted');
  const answer = await run('npx', devOnce, { cwd: project, env: { ...env, SHELFCAST_PAYLOAD_KEYS_FILE: keys } });
  const outcome = outcomeOf(reportIn(answer).cycles);
  if (outcome !== 'succeeded')
    throw new Error(`with payload keys, the cycle of the project that shelfcast init made ${outcome}`);
  const stored = await storedPayloads(join(project, '.shelfcast'));
  expectEncrypted(stored, "Temporal's database of the package");
  return stored.encrypted;
}

function reportIn(answer: string): RunReport {
  return JSON.parse(answer.trimEnd().split('\n').at(-1) ?? '') as RunReport;
}

function outcomeOf(cycles: RunReport['cycles']): TriedPackage['cycle'] {
  if (cycles.some(({ failure, forecasts }) => failure !== undefined || forecasts.rows === 0)) return 'failed';
  return cycles.some(({ degraded }) => degraded) ? 'degraded' : 'succeeded';
}

async function timed(work: () => Promise<string>): Promise<{ readonly answer: string; readonly seconds: number }> {
  const startedAt = performance.now();
  const answer = await work();
  return { answer, seconds: Math.round((performance.now() - startedAt) / 1000) };
}
