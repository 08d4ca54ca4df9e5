import { join } from 'node:path';
import ts from 'typescript';
import type { CodePart } from './code-parts.ts';
import { belowCheckout, checkout } from './run-steps.ts';

/** The path of a file below the checkout, with `/`. */
export const pathOf = (file: ts.SourceFile): string => belowCheckout(file.fileName);

/** The compiler's program of a part. */
export function programOf(part: CodePart): ts.Program {
  const host: ts.ParseConfigFileHost = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (fault) => {
      throw new Error(ts.flattenDiagnosticMessageText(fault.messageText, '\n'));
    },
  };
  const settings = ts.getParsedCommandLineOfConfigFile(join(checkout, part.settings), {}, host);
  if (!settings || settings.errors.length > 0) {
    throw new Error(`${part.settings}: ${ts.formatDiagnostics(settings?.errors ?? [], formatHost)}`);
  }
  const files = settings.fileNames.filter((file) => part.startsFrom(belowCheckout(file)));
  return ts.createProgram(files, settings.options);
}

/** How the compiler names files in what it prints. */
export const formatHost: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => checkout,
  getNewLine: () => '\n',
};
