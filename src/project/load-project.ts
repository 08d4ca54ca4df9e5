import { join, resolve } from 'node:path';
import { codeVersionOf } from './code-version.ts';
import { conditionerVersions } from './conditioner-versions.ts';
import { importConfig } from './import-config.ts';
import type { LoadedProject } from './loaded-project.ts';
import { packageDirectory } from './resolve-hook.ts';
import { resolveProject, type ResolvedConfiguration } from './resolve-project.ts';
import { resolveWithOptions } from './set-options.ts';
import { withoutGate } from './without-gate.ts';

/** The file that makes a folder a project. */
export const configFileName = 'shelfcast.config.ts';

/** What results depend on: of the configuration, all but its gate. */
const ofResults = (path: string, text: string): string => (path === configFileName ? withoutGate(text) : text);

/**
 * Loads a project folder: imports its `shelfcast.config.ts`, validates it, and takes the version of the code that its
 * results depend on. Throws `ProjectConfigError` with all faults at once. A folder is imported once per process.
 */
export async function loadProject(directory: string): Promise<LoadedProject> {
  const folder = resolve(directory);
  const file = join(folder, configFileName);
  const config = await importConfig(file);
  const resolution = resolveProject(config, file);
  const datasets = join(packageDirectory, 'src/datasets');
  const models = ['src/forecasting', 'src/adapters/tensorflow', 'src/jobs'].map((path) => join(packageDirectory, path));
  const [codeVersion, conditioningVersion, datasetsVersion, ofSources] = await Promise.all([
    codeVersionOf([...models, datasets, folder], ofResults),
    codeVersionOf([datasets, folder], ofResults),
    codeVersionOf([datasets]),
    conditionerVersions(file, folder, resolution.sources),
  ]);
  const versions = {
    codeVersion,
    conditioningVersion,
    conditionerVersions: Object.fromEntries(
      Object.entries(ofSources).map(([name, version]) => [name, `${datasetsVersion}/${version}`]),
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
