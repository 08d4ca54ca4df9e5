import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { codeVersions } from './code/code-versions.ts';
import { conditionerVersions } from './conditioner-versions.ts';
import { importConfig } from './import-config.ts';
import { importedFiles } from './imported-files.ts';
import type { LoadedProject } from './loaded-project.ts';
import { projectVersion } from './project-version.ts';
import { resolveProject, type ResolvedConfiguration } from './resolve-project.ts';
import { resolveWithOptions } from './set-options.ts';

/** The file that makes a folder a project. */
export const configFileName = 'shelfcast.config.ts';

/**
 * Loads a project folder: imports its `shelfcast.config.ts`, validates it, and takes the version of the code that its
 * results depend on. Throws `ProjectConfigError` with all faults at once. A folder is imported once per process.
 */
export async function loadProject(directory: string): Promise<LoadedProject> {
  const folder = resolve(directory);
  const file = join(folder, configFileName);
  const config = await importConfig(file);
  const resolution = resolveProject(config, file);
  const imported = await importedFiles(file);
  const [code, ofProject, ofSources] = await Promise.all([
    codeVersions(),
    projectVersion(folder, configFileName, imported),
    conditionerVersions(file, folder, resolution.sources, imported),
  ]);
  const versions = {
    codeVersion: together(code.fits, ofProject),
    jobsVersion: together(code.jobs, ofProject),
    conditioningVersion: together(code.conditioning, ofProject),
    conditionerVersions: Object.fromEntries(
      Object.entries(ofSources).map(([name, version]) => [name, `${code.conditioning}/${version}`]),
    ),
  };
  const loaded = (
    { resolved, sources, landingDirectory }: ResolvedConfiguration,
    configuration: unknown,
  ): LoadedProject => ({
    directory: folder,
    landingDirectory: landingDirectory.includes('://') ? landingDirectory : resolve(folder, landingDirectory),
    resolved,
    sources,
    ...versions,
    withOptions: (settings) => {
      const { config: changed, ...outcome } = resolveWithOptions(configuration, file, settings);
      return loaded(outcome, changed);
    },
  });
  return loaded(resolution, config);
}

function together(...versions: readonly string[]): string {
  return createHash('sha256').update(versions.join('\n')).digest('hex');
}
