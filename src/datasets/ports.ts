import type { ArtifactStore } from '../ports/artifact-store.ts';
import type { Landing } from '../ports/landing.ts';
import type { TableEngine } from '../ports/table-engine.ts';

/** What ingest and snapshot need from outside. */
export interface DatasetPorts {
  readonly store: ArtifactStore;
  readonly landing: Landing;
  readonly tables: TableEngine;
}
