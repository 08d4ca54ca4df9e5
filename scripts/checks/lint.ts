/**
 * Lints every file, except those that passed before and about which nothing can have changed since: neither their text, nor that of
 * what they import, nor settings or versions. ESLint's own cache knows a file's text alone, and rules that ask for types find other
 * things where an imported file has changed.
 */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { closureDigests } from './closure-digests.ts';
import { cache, checkout } from './run-steps.ts';

const record = join(checkout, cache, 'linted.json');
const ofAllFiles = ['package-lock.json', 'tsconfig.json', 'src/dashboard/tsconfig.json', 'eslint.config.js'];

const read = (path: string): string => readFileSync(join(checkout, path), 'utf8');
const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: checkout,
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
});
const code = [...new Set(listed.split('\0'))].filter((path) => /\.([cm]?[jt]s|tsx|json)$/.test(path));
const texts = new Map(code.flatMap((path) => textIfThere(path)));
const digests = closureDigests(texts, [process.version, ...ofAllFiles.map(read)]);
const passed = new Set(readRecord());
const lintable = [...digests].filter(([path]) => !path.endsWith('.json'));
const due = lintable.filter(([, digest]) => !passed.has(digest)).map(([path]) => path);

const files = due.length === lintable.length ? ['.'] : ['--no-warn-ignored', ...due];
const { status } = due.length === 0 ? { status: 0 } : spawnSync('eslint', files, { cwd: checkout, stdio: 'inherit' });
process.exitCode = status ?? 1;
if (status === 0) {
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, JSON.stringify(lintable.map(([, digest]) => digest)));
}

/** A file that git lists may have been deleted. */
function textIfThere(path: string): readonly (readonly [string, string])[] {
  try {
    return [[path, read(path)]];
  } catch {
    return [];
  }
}

function readRecord(): readonly string[] {
  try {
    return JSON.parse(readFileSync(record, 'utf8')) as string[];
  } catch {
    return [];
  }
}
