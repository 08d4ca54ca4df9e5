import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import ts from 'typescript';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** Texts for people who use the command line: its own, those of the stack it starts, and its reports. */
const edges = /^src\/(cli|embedded|reports)\//;

/** Notes that stand in the pages of Temporal and MLflow, next to what they are about: there is no other edge to go back to from there. */
const notes = [
  'src/adapters/temporal/schedules.ts',
  'src/tracking/tracked-model.ts',
  'src/workflows/promotion/promotion-details.ts',
];

/** Texts of a file of TypeScript, comments apart. */
function textsIn(file: string, source: string): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest));
  return texts;
}

/** The first words of all commands. */
async function commands(): Promise<readonly string[]> {
  const files = await Array.fromAsync(glob('src/cli/*/add-*.ts', { cwd: checkout }));
  const sources = await Promise.all(files.map((file) => readFile(`${checkout}${file}`, 'utf8')));
  const names = sources.flatMap((source) =>
    [...source.matchAll(/(?:\.command\(|stateCommand\(program, |add\(|words = \[\s*\[)'([a-z-]+)'/g)].map(
      ([, name]) => name!,
    ),
  );
  return [...new Set(names)];
}

test('the commands are known', async () => {
  expect(await commands()).toEqual(
    expect.arrayContaining(['approve', 'audit', 'dev', 'models', 'request', 'run', 'schedules', 'status']),
  );
});

test('below the edges no text names a command: they carry codes and facts, and each edge words the way out', async () => {
  const named = new RegExp(`\\bshelfcast (${(await commands()).join('|')})\\b`);
  const files = (await Array.fromAsync(glob('src/**/*.ts', { cwd: checkout }))).filter((file) => !edges.test(file));
  const naming = await Promise.all(
    files.map(async (file) => {
      const source = await readFile(`${checkout}${file}`, 'utf8');
      return textsIn(file, source).some((text) => named.test(text)) ? [file] : [];
    }),
  );
  expect(naming.flat().sort()).toEqual(notes);
});
