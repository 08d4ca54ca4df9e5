/**
 * Records the document of the API that later ones are compared with, and says what a client of the one before would stumble over:
 *
 *   npm run record:openapi
 *
 * With every release. In between only where something is to break, which the changelog then says.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { breakingChanges, type ComparedDocument } from './breaking-changes.ts';
import { documentNow, recordedFile } from './recorded-document.ts';

const now = documentNow();
if (existsSync(recordedFile)) {
  const before = JSON.parse(await readFile(recordedFile, 'utf8')) as ComparedDocument;
  for (const change of breakingChanges(before, now)) process.stdout.write(`${change}\n`);
}
// One line for each path: a change shows in few lines.
const paths = Object.entries(now.paths).map(([path, methods]) => `${JSON.stringify(path)}: ${JSON.stringify(methods)}`);
await writeFile(recordedFile, `{"paths": {\n${paths.join(',\n')}\n}}\n`);
