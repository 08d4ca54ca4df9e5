import { join } from 'node:path';
import { createDuckDbTableEngine, type DuckDbTableEngine } from '../../src/adapters/duckdb/duckdb-table-engine.ts';
import { createLocalArtifactStore } from '../../src/adapters/storage/local-artifact-store.ts';
import { createLocalLanding } from '../../src/adapters/storage/local-landing.ts';
import type { IngestedSource } from '../../src/contracts/dataset.ts';
import { ingestSource } from '../../src/datasets/ingest.ts';
import type { DatasetPorts } from '../../src/datasets/ports.ts';
import type { LoadedProject } from '../../src/project/loaded-project.ts';

/** Local ports for a project, with the artifact store in `.shelfcast/artifacts` of its folder. Close `tables` after use. */
export async function createLocalPorts(
  project: Pick<LoadedProject, 'directory' | 'landingDirectory'>,
): Promise<DatasetPorts & { readonly tables: DuckDbTableEngine }> {
  return {
    store: createLocalArtifactStore(join(project.directory, '.shelfcast', 'artifacts')),
    landing: createLocalLanding(project.landingDirectory),
    tables: await createDuckDbTableEngine(),
  };
}

/** Ingests every source of a project. */
export async function ingestAll(ports: DatasetPorts, project: LoadedProject): Promise<IngestedSource[]> {
  const ingested: IngestedSource[] = [];
  for (const source of project.resolved.sources) ingested.push(await ingestSource(ports, project, source.name));
  return ingested;
}
