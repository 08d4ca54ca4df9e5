/**
 * Looks for odd words in what people read: documentation, and the comments, messages and help texts of the code. Prints each with
 * the better word and exits 1 where there is one. Decisions are records of their day: they stay as written.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../checks/run-steps.ts';
import { findOddWords } from './find-odd-words.ts';
import { proseOfCode } from './prose-of-code.ts';

const places = [
  'CHANGELOG.md',
  'README.md',
  'bench',
  'bin',
  'docs',
  'examples',
  'scripts',
  'src',
  'templates',
  'test',
  ':!docs/decisions',
  ':!scripts/words/words.ts',
  ':!test/scripts/words',
];

const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', ...places], {
  cwd: checkout,
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
});
const paths = [...new Set(listed.split('\0'))].filter((path) => /\.(md|tsx|[cm]?[jt]s)$/.test(path));

for (const path of paths) {
  const file = join(checkout, path);
  // A file that git lists may have been deleted.
  if (!existsSync(file)) continue;
  const text = readFileSync(file, 'utf8');
  const prose = path.endsWith('.md') ? [{ line: 1, text }] : proseOfCode(text);
  for (const { line, found, better } of prose.flatMap(findOddWords)) {
    process.stdout.write(`${path}:${line}: "${found}": better ${better}\n`);
    process.exitCode = 1;
  }
}
