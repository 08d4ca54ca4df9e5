import { createHash } from 'node:crypto';
import { codeVersions, versionOfSources } from '../../project/code/code-versions.ts';
import { installedVersion } from '../../project/code/installed-version.ts';

/** Characters that a version needs to be another one than all others. */
const digits = 16;

/**
 * Names what workflows do: 16 hexadecimal digits of a hash over the modules that go into their bundle and the versions of the
 * packages they import. The same on every machine, wherever the checkout is.
 *
 * @param sourceDirectory the folder that holds `workflows` and `contracts`. Default: that of the code that runs
 */
export async function workflowsVersion(sourceDirectory?: string): Promise<string> {
  const version =
    sourceDirectory === undefined
      ? (await codeVersions()).workflows
      : await versionOfSources(sourceDirectory, 'workflows');
  return version.slice(0, digits);
}

/** The build that workers of this code are with a bundle of workflows: both together, since activities and jobs are theirs. */
export async function buildIdWith(workflows: string): Promise<string> {
  const { workers } = await codeVersions();
  return createHash('sha256').update(`${workflows}\n${workers}`).digest('hex').slice(0, digits);
}

/** Version of the Temporal SDK that bundles and runs workflows. */
export function sdkVersion(): string {
  return installedVersion('@temporalio/workflow');
}
