import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { hashOfFolders } from './hash-of-folders.ts';
import { importedFiles } from './imported-files.ts';
import { withoutGate } from './without-gate.ts';

/**
 * A hash over a project's own code: its configuration and the local files that it reaches by imports; all TypeScript of its folder where
 * an import is computed.
 */
export async function projectVersion(folder: string, configName: string): Promise<string> {
  // The gate makes no results.
  const ofResults = (path: string, text: string): string => (path === configName ? withoutGate(text) : text);
  const { files, complete } = await importedFiles(join(folder, configName));
  if (!complete) return hashOfFolders([folder], ofResults);
  const hash = createHash('sha256');
  for (const file of files) {
    const path = relative(folder, file).split(sep).join('/');
    const content = Buffer.from(ofResults(path, await readFile(file, 'utf8')));
    hash.update(`${path.length}:${path}${content.byteLength}:`).update(content);
  }
  return hash.digest('hex');
}
