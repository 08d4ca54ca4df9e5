import { ApplicationFailure } from '@temporalio/common';
import { failureTypes } from '../contracts/failures.ts';
import type { EnvironmentSettings, RegionOptions, ResolvedProject } from '../contracts/project.ts';
import type { RegionAddress } from '../contracts/region-address.ts';

/** A region of the project, in an environment of it. Throws a failure that is not retried where either has gone. */
export function configuredRegion(project: ResolvedProject, { environment, region }: RegionAddress): RegionOptions {
  configuredEnvironment(project, environment);
  const found = project.regions.find(({ name }) => name === region);
  if (!found) {
    throw notConfigured(
      'region',
      region,
      project.regions.map(({ name }) => name),
    );
  }
  return found;
}

/** The settings of an environment of the project. Throws a failure that is not retried where it has gone. */
export function configuredEnvironment({ environments }: ResolvedProject, environment: string): EnvironmentSettings {
  const found = environments[environment];
  if (!found) throw notConfigured('environment', environment, Object.keys(environments));
  return found;
}

function notConfigured(what: string, name: string, known: readonly string[]): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `the project has no ${what} "${name}" (it has ${known.join(', ')}); add it to shelfcast.config.ts, ask for one of these, or sync the Schedules where one still asks for it`,
    failureTypes.configuration,
  );
}
