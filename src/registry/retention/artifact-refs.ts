import type { ArtifactRef } from '../../contracts/artifact.ts';

const hash = /^[0-9a-f]{64}$/;

/** Every reference to an artifact in a value that came as JSON, wherever it stands: what refers to one keeps it, in any shape. */
export function artifactRefsIn(value: unknown): ArtifactRef[] {
  if (typeof value !== 'object' || value === null) return [];
  return isRef(value) ? [value] : Object.values(value).flatMap(artifactRefsIn);
}

function isRef(value: object): value is ArtifactRef {
  const { hash: name, extension } = value as Partial<ArtifactRef>;
  return typeof name === 'string' && hash.test(name) && typeof extension === 'string';
}
