import { openArtifactStore, openLanding } from '../adapters/storage/open-storage.ts';
import { absoluteLocation } from '../adapters/storage/storage-location.ts';
import type { ArtifactStore } from '../ports/artifact-store.ts';
import type { Landing } from '../ports/landing.ts';
import { readSettings } from './settings.ts';

export { openLandingWriter } from '../adapters/storage/open-storage.ts';

/** The artifact store at a location, for a command that copies to it. */
export function openArtifacts(location: string): Promise<ArtifactStore> {
  return openArtifactStore(absoluteLocation(location), readSettings().staging);
}

/** Where artifacts are, and where files land, for a command that looks at them itself. */
export async function openStorage(locations: { readonly artifacts: string; readonly landing: string }): Promise<{
  readonly store: ArtifactStore;
  readonly landing: Landing;
}> {
  const { staging } = readSettings();
  return {
    store: await openArtifactStore(locations.artifacts, staging),
    landing: await openLanding(locations.landing, staging),
  };
}
