import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Pinned packages of the side of scikit-learn and Keras, and of mlforecast. They want different versions of pandas. */
export type Requirements = 'requirements.txt' | 'forecast-requirements.txt';

/** Holds the environment and the data; outside the checkout, so that a fresh one finds them. */
export const cacheDirectory = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'shelfcast/peers');

/** Python or its packages are not available here. */
class PeersMissingError extends Error {
  constructor(command: string, cause: unknown) {
    const { stderr, message } = cause as { stderr?: string; message: string };
    const lastLines = (stderr ?? message).trim().split('\n').slice(-5).join('\n');
    super(
      `"${command}" failed, and without it there is nobody to compare with:\n${lastLines}\n` +
        'The bench needs python3 (3.11 or later) with venv, and a package index that has the packages of bench/peers/*requirements.txt.',
      { cause },
    );
    this.name = 'PeersMissingError';
  }
}

async function must(command: string, args: readonly string[]): Promise<void> {
  try {
    await run(command, args, { maxBuffer: 1e8 });
  } catch (cause) {
    throw new PeersMissingError([command, ...args].join(' '), cause);
  }
}

/**
 * A Python with the pinned packages: made at the first call, and again when the pins change.
 *
 * @param say shows that it is being made, which takes a few minutes
 * @returns path of its interpreter
 */
export async function preparePython(
  packages: Requirements = 'requirements.txt',
  say: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
): Promise<string> {
  const requirements = join(import.meta.dirname, packages);
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const directory = join(cacheDirectory, `venv-${hash}`);
  const python = join(directory, 'bin/python');
  const complete = join(directory, 'complete');
  if (existsSync(complete)) return python;
  say(`making a Python environment in ${directory}: a few minutes, once`);
  await rm(directory, { recursive: true, force: true });
  await mkdir(cacheDirectory, { recursive: true });
  await must('python3', ['-m', 'venv', directory]);
  await must(python, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements]);
  await writeFile(complete, '');
  return python;
}
