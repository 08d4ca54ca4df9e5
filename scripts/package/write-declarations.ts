import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** The types of what users import could not be written. */
class DeclarationsError extends Error {
  override readonly name = 'DeclarationsError';
}

/** Writes the declarations of the module that users import, and of all that its types reach, from `sources` to below `to`. */
export function writeDeclarations(checkout: string, sources: string, to: string): void {
  const { config } = ts.readConfigFile(join(checkout, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, checkout);
  const program = ts.createProgram([join(sources, 'index.ts')], {
    ...options,
    ...{ noEmit: false, declaration: true, emitDeclarationOnly: true, rewriteRelativeImportExtensions: true },
    // Their places are decided below: some of what is imported lies outside of the sources.
    ...{ rootDir: checkout, outDir: to },
  });
  const place = relative(checkout, sources);
  const { diagnostics, emitSkipped } = program.emit(undefined, (file, text) => {
    const path = relative(join(to, place), file);
    if (path.startsWith('..')) return;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), text);
  });
  if (!emitSkipped && diagnostics.length === 0) return;
  throw new DeclarationsError(
    ts.formatDiagnostics(diagnostics, {
      ...ts.sys,
      getCanonicalFileName: (file) => file,
      getNewLine: () => '\n',
      getCurrentDirectory: () => checkout,
    }),
  );
}
