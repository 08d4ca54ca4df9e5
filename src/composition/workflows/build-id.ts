import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeVersionOf } from '../../project/code-version.ts';

/** The folders below `src` whose files go into a bundle of workflows. */
const bundledFolders = ['workflows', 'cycle', 'contracts'];
/** The packages that the sources in a bundle import; those of the SDK have one version, which says what else comes along. */
const bundledPackages = ['@temporalio/workflow', 'zod'];

const ownSources = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Names what workflows do: 16 hexadecimal digits of a hash over the sources that go into their bundle and the versions of the
 * packages they import. The same on every machine, wherever the checkout is.
 */
export async function workflowBuildId(sourceDirectory = ownSources): Promise<string> {
  const hash = createHash('sha256').update(
    await codeVersionOf(bundledFolders.map((folder) => join(sourceDirectory, folder))),
  );
  for (const name of bundledPackages) hash.update(`\n${name}@${installedVersion(name)}`);
  return hash.digest('hex').slice(0, 16);
}

/** Version of the Temporal SDK that bundles and runs workflows. */
export function sdkVersion(): string {
  return installedVersion('@temporalio/workflow');
}

function installedVersion(name: string): string {
  const file = findPackageJSON(name, import.meta.url);
  if (file === undefined) throw new Error(`${name} is not installed; run "npm run setup"`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
