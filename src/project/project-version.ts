import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { addFile, hashOfFolders } from './hash-of-folders.ts';
import type { ImportedFiles } from './imported-files.ts';
import { withoutGate } from './without-gate.ts';

/**
 * A hash over a project's own code: its configuration and the local files that it reaches by imports; all TypeScript of its folder where
 * an import is computed.
 *
 * @param imported what the configuration reaches
 */
export async function projectVersion(
  folder: string,
  configName: string,
  { files, complete }: ImportedFiles,
): Promise<string> {
  // The gate makes no results.
  const ofResults = (path: string, text: string): string => (path === configName ? withoutGate(text) : text);
  if (!complete) return hashOfFolders([folder], ofResults);
  const hash = createHash('sha256');
  for (const file of files) {
    const path = relative(folder, file).split(sep).join('/');
    addFile(hash, path, Buffer.from(ofResults(path, await readFile(file, 'utf8'))));
  }
  return hash.digest('hex');
}
