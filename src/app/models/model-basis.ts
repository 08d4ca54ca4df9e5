import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { RegisteredModel } from '../../ports/model-catalogue.ts';
import type { Registry } from '../../ports/registry.ts';
import { refusal } from '../refusal.ts';

/** A registered model with the dataset version it was trained on. */
export interface ModelWithDataset {
  readonly model: RegisteredModel;
  readonly manifest: ArtifactRef;
}

/** A model with the manifest of the dataset version it was trained on. Throws `Refusal` where the registry has lost it. */
export async function withDataset(
  registry: Pick<Registry, 'datasetManifest'>,
  model: RegisteredModel,
): Promise<ModelWithDataset> {
  const { version, datasetVersion } = model.record;
  const manifest = await registry.datasetManifest(datasetVersion);
  if (manifest) return { model, manifest };
  throw refusal('model-without-dataset', { version, datasetVersion });
}

/** Refuses a model of other code: its bytes could only be the same by chance. Throws `Refusal`. */
export function checkCode({ record, registeredAt }: RegisteredModel, codeVersion: string): void {
  const { version, codeVersion: trainedBy } = record;
  if (trainedBy === codeVersion) return;
  throw refusal('model-of-other-code', { version, trainedBy, thisIs: codeVersion, registeredAt });
}
