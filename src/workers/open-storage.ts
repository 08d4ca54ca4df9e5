import { createLocalArtifactStore } from '../adapters/storage/local-artifact-store.ts';
import { createLocalLanding } from '../adapters/storage/local-landing.ts';
import type { ArtifactStore } from '../ports/artifact-store.ts';
import type { Landing } from '../ports/landing.ts';

/** Where artifacts are, and where files land, for a command that looks at them itself. */
export function openStorage(directories: { readonly artifacts: string; readonly landing: string }): {
  readonly store: ArtifactStore;
  readonly landing: Landing;
} {
  return { store: createLocalArtifactStore(directories.artifacts), landing: createLocalLanding(directories.landing) };
}
