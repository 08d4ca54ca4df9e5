import { ESLint } from 'eslint';
import type ts from 'typescript';
import { checkout } from './run-steps.ts';

/**
 * What ESLint finds in files, by their paths below the checkout; empty: nothing. Rules that ask for types ask the program, in which the
 * type check has found them already: a program of ESLint's own takes as long as the type check does.
 */
export async function findLint(program: ts.Program, paths: readonly string[]): Promise<string> {
  const files = paths.filter((path) => !path.endsWith('.json'));
  if (files.length === 0) return '';
  const parserOptions = { projectService: false, programs: [program] };
  const eslint = new ESLint({
    cwd: checkout,
    overrideConfig: { files: ['**/*.{ts,tsx}'], languageOptions: { parserOptions } },
    globInputPaths: false,
    warnIgnored: false,
  });
  const results = await eslint.lintFiles(files);
  const formatter = await eslint.loadFormatter('stylish');
  return formatter.format(results);
}
