import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { codePartNames, codeParts, type CodePartName } from './code-parts.ts';
import { ModuleMemory } from './module-memory.ts';
import { hashOfModules, reachedModules, type Modules } from './reached-modules.ts';

/** By part, a hash over the modules that it reaches. */
export type CodeManifest = Readonly<Record<CodePartName, string>>;

/** The folder of the product's modules, of which this is one. */
export const ownSources = fileURLToPath(new URL('../..', import.meta.url));

const manifestSchema = z.record(z.enum(codePartNames), z.string().regex(/^[0-9a-f]{64}$/));

/** Where a compiled package has the manifest of the sources it was made from: in the folder of its modules. */
export function manifestFile(modules: string): string {
  return join(modules, 'code-manifest.json');
}

/** The manifest of the product as it runs: of its sources, or the one that a compiled package carries. */
export function ownManifest(): Promise<CodeManifest> {
  return import.meta.url.endsWith('.ts') ? manifestOf(ownSources) : Promise.resolve(readManifest(ownSources));
}

/** The manifest of sources. */
export async function manifestOf(
  sources: string,
  memory: Modules & { keep(): void } = new ModuleMemory(sources),
): Promise<CodeManifest> {
  const hashes: Partial<Record<CodePartName, string>> = {};
  for (const name of codePartNames) hashes[name] = await partOf(sources, name, memory);
  memory.keep();
  return manifestSchema.parse(hashes);
}

/** One part of the manifest of sources; those that it does not reach may be missing. */
export async function partOf(
  sources: string,
  name: CodePartName,
  source: Modules = new ModuleMemory(sources),
): Promise<string> {
  return hashOfModules((await reachedModules(sources, codeParts[name].roots, source)).modules);
}

function readManifest(modules: string): CodeManifest {
  return manifestSchema.parse(JSON.parse(readFileSync(manifestFile(modules), 'utf8')));
}
