import { createHash } from 'node:crypto';
import { ownManifest, partOf, type CodeManifest } from './code-manifest.ts';
import { codePartNames, codeParts, type CodePartName } from './code-parts.ts';

/** By part, the version of the product's code: SHA-256 over the modules it reaches and what they run on. */
export type CodeVersions = Readonly<Record<CodePartName, string>>;

let own: Promise<CodeVersions> | undefined;

/** The versions of the code that this process runs, as it was when it was first asked for. */
export function codeVersions(): Promise<CodeVersions> {
  return (own ??= ownManifest().then(versionsOf));
}

/** The versions that a manifest means on this machine. */
function versionsOf(manifest: CodeManifest): CodeVersions {
  return Object.fromEntries(codePartNames.map((name) => [name, versionOf(name, manifest[name])])) as CodeVersions;
}

/** The version of one part of other sources than those that run here. */
export async function versionOfSources(sources: string, name: CodePartName): Promise<string> {
  return versionOf(name, await partOf(sources, name));
}

function versionOf(name: CodePartName, modules: string): string {
  const hash = createHash('sha256').update(modules);
  for (const one of codeParts[name].runsOn?.() ?? []) hash.update(`\n${one}`);
  return hash.digest('hex');
}
