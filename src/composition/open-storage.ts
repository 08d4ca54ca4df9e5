import { openArtifactStore, openLanding } from '../adapters/storage/open-storage.ts';
import type { ArtifactStore } from '../ports/artifact-store.ts';
import type { Landing } from '../ports/landing.ts';
import { readSettings } from './settings.ts';

export { openLandingWriter } from '../adapters/storage/open-storage.ts';

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
