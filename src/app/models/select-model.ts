import { segmentName } from '../../contracts/segment.ts';
import type { ModelCatalogue, RegisteredModel } from '../../ports/model-catalogue.ts';
import { refusal } from '../refusal.ts';
import { shortestPrefix } from '../shortest-prefix.ts';

type Catalogue = Pick<ModelCatalogue, 'findModels'>;

/**
 * The model a person means: `region/format/velocity` is that segment's champion in the environment, anything else the beginning
 * of a version. Throws `Refusal` where there is none, or more than one.
 */
export function selectModel(catalogue: Catalogue, environment: string, wanted: string): Promise<RegisteredModel> {
  return wanted.includes('/') ? championOf(catalogue, environment, wanted) : versioned(catalogue, environment, wanted);
}

/** The same, but only a model that the environment itself knows: for what is done to it there. Throws `Refusal`. */
export async function selectModelIn(
  catalogue: Catalogue,
  environment: string,
  wanted: string,
): Promise<RegisteredModel> {
  const model = await selectModel(catalogue, environment, wanted);
  if (model.environment === environment) return model;
  throw refusal('model-elsewhere', { environment, version: model.record.version, knownIn: model.environment });
}

async function championOf(catalogue: Catalogue, environment: string, segment: string): Promise<RegisteredModel> {
  const { models } = await catalogue.findModels({ environment, stage: 'champion' });
  const champion = models.find(({ record }) => segmentName(record.segment) === segment);
  if (champion) return champion;
  const known = models.map(({ record }) => segmentName(record.segment));
  throw refusal('unknown-champion', { environment, segment, known });
}

async function versioned(catalogue: Catalogue, environment: string, prefix: string): Promise<RegisteredModel> {
  const { models } = await catalogue.findModels({ prefix });
  // The same version may be known to several environments; it is the same model.
  const model = models.find((one) => one.environment === environment) ?? models[0];
  if (!model) throw refusal('unknown-model', { wanted: prefix });
  const versions = [...new Set(models.map(({ record }) => record.version))];
  if (versions.length > 1 || prefix.length < shortestPrefix) {
    throw refusal('ambiguous-model', { wanted: prefix, versions, shortest: shortestPrefix });
  }
  return model;
}
