import { codeVersions, versionOfSources } from '../../project/code/code-versions.ts';
import { installedVersion } from '../../project/code/installed-version.ts';

/**
 * Names what workflows do: 16 hexadecimal digits of a hash over the modules that go into their bundle and the versions of the
 * packages they import. The same on every machine, wherever the checkout is.
 *
 * @param sourceDirectory the folder that holds `workflows` and `contracts`. Default: that of the code that runs
 */
export async function workflowBuildId(sourceDirectory?: string): Promise<string> {
  const version =
    sourceDirectory === undefined
      ? (await codeVersions()).workflows
      : await versionOfSources(sourceDirectory, 'workflows');
  return version.slice(0, 16);
}

/** Version of the Temporal SDK that bundles and runs workflows. */
export function sdkVersion(): string {
  return installedVersion('@temporalio/workflow');
}
