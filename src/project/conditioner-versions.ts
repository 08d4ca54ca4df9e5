import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { addFile } from './hash-of-folders.ts';
import { importModule } from './import-config.ts';
import { importedFiles, type ImportedFiles } from './imported-files.ts';
import type { LoadedSource } from './loaded-project.ts';
import { schemaText } from './schema-text.ts';

/**
 * By source, the version of its conditioner's code: a hash over the module that exports this very function, all local modules that
 * one imports, and its schemas. Left out are sources for which that is unknown: a function that no module exports, as one
 * written in the configuration, a schema that holds functions, an import whose name is computed. Their version is the whole
 * project's.
 *
 * @param imported what the configuration reaches
 */
export async function conditionerVersions(
  configFile: string,
  folder: string,
  sources: readonly LoadedSource[],
  imported: ImportedFiles,
): Promise<Readonly<Record<string, string>>> {
  const modules: (ImportedFiles & { readonly exported: readonly unknown[] })[] = [];
  for (const file of imported.files) {
    if (file === configFile || !/\.[cm]?[jt]s$/.test(file)) continue;
    const reached = await importedFiles(file);
    if (reached.complete) modules.push({ ...reached, exported: Object.values((await importModule(file)) as object) });
  }
  const versions: Record<string, string> = {};
  for (const source of sources) {
    const schemas = [source.row, ...(source.raw ? [source.raw] : [])].map(schemaText);
    const [home] = modules
      .filter(({ exported }) => exported.includes(source.conditioner))
      .sort((a, b) => a.files.length - b.files.length);
    if (!home || schemas.includes(undefined)) continue;
    versions[source.name] = await hashOfFiles(folder, home.files, schemas as readonly string[]);
  }
  return versions;
}

async function hashOfFiles(folder: string, files: readonly string[], schemas: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) {
    addFile(hash, relative(folder, file), await readFile(file));
  }
  for (const schema of schemas) hash.update(`${schema.length}:${schema}`);
  return hash.digest('hex');
}
