import type { ArtifactRef } from '../../contracts/artifact.ts';

const hash = /^[0-9a-f]{64}$/;

/** Every reference to an artifact in a value that came as JSON, wherever it stands: what refers to one keeps it, in any shape. */
export function artifactRefsIn(value: unknown): ArtifactRef[] {
  if (typeof value !== 'object' || value === null) return [];
  return isRef(value) ? [value] : Object.values(value).flatMap(artifactRefsIn);
}

/** The name of an artifact as one text, to look it up by. */
export function artifactName({ hash, extension }: Pick<ArtifactRef, 'hash' | 'extension'>): string {
  return `${hash}.${extension}`;
}

function isRef(value: object): value is ArtifactRef {
  const { hash: name, extension } = value as Partial<ArtifactRef>;
  return typeof name === 'string' && hash.test(name) && typeof extension === 'string';
}
