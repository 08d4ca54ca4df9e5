import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cacheDir } from '../../scripts/setup/locations.mjs';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

export interface EarlierMeasurement<Figures> {
  /** What is measured: part of the name of the file that keeps the figures. */
  readonly name: string;
  /** Commit of this repository that is measured. */
  readonly commit: string;
  /** Measure again although figures are kept. Default false. */
  readonly again?: boolean;
  readonly say: (line: string) => void;
  /** Measures the checkout in a folder, which has its dependencies installed. */
  readonly measure: (directory: string) => Promise<Figures>;
}

/**
 * Figures of an earlier commit, measured on this machine in a worktree of its own. They are kept in the cache folder by processor
 * model and number of cores, so that they are measured once per kind of machine. Compare them with care: another day's load is in
 * them. `again` measures both in the same session.
 */
export async function measureEarlier<Figures>(options: EarlierMeasurement<Figures>): Promise<Figures> {
  const { name, commit, again = false, say, measure } = options;
  const kept = join(cacheDir(), 'bench', `${name}-${commit}-${machineName()}.json`);
  if (!again) {
    const text = await readFile(kept, 'utf8').catch(() => undefined);
    if (text !== undefined) return JSON.parse(text) as Figures;
  }
  const figures = await inWorktree(commit, say, measure);
  await mkdir(dirname(kept), { recursive: true });
  await writeFile(kept, `${JSON.stringify(figures, undefined, 2)}\n`);
  return figures;
}

/** Processor model and cores, as part of a file's name. */
function machineName(): string {
  const model = cpus()[0]?.model ?? 'unknown processor';
  return `${model}-${availableParallelism()}-cores`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

async function inWorktree<Result>(
  commit: string,
  say: (line: string) => void,
  use: (directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = join(await mkdtemp(join(tmpdir(), 'shelfcast-earlier-')), 'checkout');
  const git = (...args: readonly string[]) => promisify(execFile)('git', args, { cwd: checkout });
  say(`${commit}: checking it out and installing its dependencies`);
  await git('worktree', 'add', '--detach', directory, commit);
  try {
    await promisify(execFile)(process.execPath, ['scripts/setup/main.mjs', '--for=test'], { cwd: directory });
    return await use(directory);
  } finally {
    await git('worktree', 'remove', '--force', directory);
    await rm(dirname(directory), { recursive: true, force: true });
  }
}
