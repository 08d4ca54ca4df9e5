/**
 * Checks types and lint of a part of the code:
 *
 *   node scripts/checks/code.ts <part> [--all]
 *
 * Files that passed before are left out where nothing can have changed since that a finding could depend on: neither their text, nor
 * that of what they import, nor settings or versions. `--all` checks every file.
 */
import { parseArgs } from 'node:util';
import { checkoutTexts } from './checkout-texts.ts';
import { closureDigests } from './closure-digests.ts';
import { codeParts, type CodePart, type CodePartName } from './code-parts.ts';
import { findLint } from './find-lint.ts';
import { findTypeFaults } from './find-type-faults.ts';
import { readPassed, writePassed } from './passed-files.ts';
import { programOf } from './program-of.ts';

const { values, positionals } = parseArgs({
  options: { all: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const name = positionals[0] as CodePartName;
if (!Object.hasOwn(codeParts, name))
  throw new Error(`no part of the code is called ${name}; there are ${Object.keys(codeParts).join(', ')}`);
const part: CodePart = codeParts[name];

const texts = checkoutTexts();
const forAll = ['package-lock.json', 'tsconfig.json', 'src/dashboard/tsconfig.json', 'eslint.config.js'];
const digests = closureDigests(texts, [process.version, name, ...forAll.map((path) => texts.get(path) ?? '')]);
const passed = values.all ? new Set<string>() : readPassed(name);
const isDue = (path: string): boolean => !passed.has(digests.get(path) ?? '');
const due = [...texts.keys()].filter((path) => (part.types(path) || part.lint(path)) && isDue(path));

if (due.length > 0) {
  const program = programOf(part);
  const said = [
    findTypeFaults(program, (path) => part.types(path) && isDue(path)),
    await findLint(program, due.filter(part.lint)),
  ].filter((text) => text !== '');
  process.stdout.write(said.join('\n'));
  if (said.length > 0) process.exitCode = 1;
  else writePassed(name, digests.values());
}
