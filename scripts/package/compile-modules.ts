import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
};

/**
 * Compiles the modules of `sources` into JavaScript below `to`, each on its own: types are only taken out, as Node does it in a checkout.
 * What is loaded by a browser is left out; `npm run build:dashboard` compiles it. Returns how many there are.
 */
export async function compileModules(sources: string, to: string): Promise<number> {
  const paths = await Array.fromAsync(glob('**/*.ts', { cwd: sources, exclude: ['dashboard/**'] }));
  // One after the other: compiling takes the time, and a machine may allow fewer open files than there are modules.
  for (const path of paths) {
    const text = await readFile(join(sources, path), 'utf8');
    const { outputText } = ts.transpileModule(text, { compilerOptions, fileName: path });
    const file = join(to, path.replace(/\.ts$/, '.js'));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, outputText);
  }
  return paths.length;
}
