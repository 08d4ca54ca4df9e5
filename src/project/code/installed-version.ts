import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** The version of a package as it is installed. */
export function installedVersion(name: string): string {
  const file = findPackageJSON(name, import.meta.url);
  if (file === undefined) throw new Error(`${name} is not installed; run "npm run setup"`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
