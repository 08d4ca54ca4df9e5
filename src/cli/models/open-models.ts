import { resolve } from 'node:path';
import { stateFolderOf } from '../../composition/sources.ts';
import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { RegisteredModel } from '../../ports/model-catalogue.ts';
import type { Registry } from '../../ports/registry.ts';
import { loadProject } from '../../project/load-project.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';
import { UsageError } from '../usage.ts';

/** Options of every command that looks at models. */
export interface ModelsOptions {
  readonly project: string;
  readonly state?: string;
  readonly json?: boolean;
}

/** A registered model with the dataset version it was trained on. */
export interface ModelWithDataset {
  readonly model: RegisteredModel;
  readonly manifest: ArtifactRef;
}

/** Loads a project and names its state folder. */
export async function openProject({
  project: folder,
  state,
}: ModelsOptions): Promise<{ project: LoadedProject; state: string }> {
  const project = await loadProject(resolve(folder));
  return { project, state: stateFolderOf(project.directory, state) };
}

/** A model with the manifest of the dataset version it was trained on. Throws `UsageError` where the registry has lost it. */
export async function withDataset(registry: Registry, model: RegisteredModel): Promise<ModelWithDataset> {
  const manifest = await registry.datasetManifest(model.record.datasetVersion);
  if (manifest) return { model, manifest };
  throw new UsageError(
    `the registry does not know dataset ${model.record.datasetVersion} of model ${model.record.version}`,
  );
}
