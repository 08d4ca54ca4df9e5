import { segmentName } from '../../contracts/segment.ts';
import type { RegisteredModel } from '../../ports/model-catalogue.ts';
import { UsageError } from '../usage.ts';

const shortestPrefix = 4;

/**
 * The model a person means: `region/format/velocity` is that segment's champion in the environment, anything else the beginning
 * of a version. Throws `UsageError` where there is none, or more than one.
 */
export function selectModel(models: readonly RegisteredModel[], environment: string, wanted: string): RegisteredModel {
  return wanted.includes('/') ? championOf(models, environment, wanted) : versioned(models, environment, wanted);
}

/** The same, but only a model that the environment itself knows: for what is done to it there. Throws `UsageError`. */
export function selectModelIn(
  models: readonly RegisteredModel[],
  environment: string,
  wanted: string,
): RegisteredModel {
  const model = selectModel(models, environment, wanted);
  if (model.environment === environment) return model;
  throw new UsageError(
    `${environment} has no model version ${model.record.version}; ${model.environment} has it, for which say --env ${model.environment}`,
  );
}

function championOf(models: readonly RegisteredModel[], environment: string, segment: string): RegisteredModel {
  const champions = models.filter((model) => model.environment === environment && model.stage === 'champion');
  const champion = champions.find(({ record }) => segmentName(record.segment) === segment);
  if (champion) return champion;
  const known = champions.map(({ record }) => segmentName(record.segment));
  throw new UsageError(
    `${environment} has no champion of "${segment}"; it has ${known.length === 0 ? 'none at all' : `those of ${known.join(', ')}`}`,
  );
}

function versioned(models: readonly RegisteredModel[], environment: string, prefix: string): RegisteredModel {
  const found = models.filter(({ record }) => record.version.startsWith(prefix));
  // The same version may be known to several environments; it is the same model.
  const model = found.find((one) => one.environment === environment) ?? found[0];
  if (!model) throw new UsageError(`there is no model version "${prefix}"; "shelfcast models list" shows them`);
  const versions = new Set(found.map(({ record }) => record.version));
  if (versions.size > 1 || prefix.length < shortestPrefix) {
    throw new UsageError(
      `"${prefix}" may be ${[...versions].join(', ')}; name at least ${shortestPrefix} characters of one`,
    );
  }
  return model;
}
