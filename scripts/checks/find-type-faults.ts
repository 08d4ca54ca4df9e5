import ts from 'typescript';
import { formatHost, pathOf } from './program-of.ts';

/** What the compiler, as `tsc --noEmit`, finds in the program as a whole and in those of its files that are due; empty: nothing. */
export function findTypeFaults(program: ts.Program, isDue: (path: string) => boolean): string {
  const due = program
    .getSourceFiles()
    .filter((file) => !file.fileName.includes('/node_modules/') && isDue(pathOf(file)));
  const faults = [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...due.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  ];
  return ts.formatDiagnostics(ts.sortAndDeduplicateDiagnostics(faults), formatHost);
}
