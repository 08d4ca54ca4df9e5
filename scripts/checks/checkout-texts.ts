import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from './run-steps.ts';

/** Every file of the checkout that can be imported, by its path below the checkout, with `/`. */
export function checkoutTexts(): ReadonlyMap<string, string> {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: checkout,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  const paths = [...new Set(listed.split('\0'))].filter((path) => /\.([cm]?[jt]s|tsx|json)$/.test(path));
  return new Map(paths.flatMap(textIfThere));
}

/** A file that git lists may have been deleted. */
function textIfThere(path: string): readonly (readonly [string, string])[] {
  try {
    return [[path, readFileSync(join(checkout, path), 'utf8')]];
  } catch {
    return [];
  }
}
