import { fileURLToPath } from 'node:url';

/**
 * The file of another module of the product that is started or bundled, and so found by its path: TypeScript in a checkout, JavaScript in a
 * package, whose compiler changes imports but no texts.
 *
 * @param path as an import names it: `./main.ts`
 * @param importer `import.meta.url` of the module that names it
 */
export function ownProgram(path: `${string}.ts`, importer: string): string {
  const isCompiled = importer.endsWith('.js');
  return fileURLToPath(new URL(isCompiled ? path.replace(/\.ts$/, '.js') : path, importer));
}
