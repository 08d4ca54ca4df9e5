import type { ArtifactRef } from '../../contracts/artifact.ts';
import { inParallel } from '../../contracts/in-parallel.ts';
import type { RetentionPolicy } from '../../contracts/retention.ts';
import { ArtifactCorruptError, ArtifactMissingError } from '../../ports/artifact-errors.ts';
import type { ArtifactStore } from '../../ports/artifact-store.ts';
import type { RetentionRegistry } from '../../ports/retention-records.ts';
import { artifactName, artifactRefsIn } from './artifact-refs.ts';
import { judgeRecords } from './kept-records.ts';

export interface VerifyPorts {
  readonly registry: Pick<RetentionRegistry, 'retentionRecords'>;
  readonly store: Pick<ArtifactStore, 'get' | 'listObjects'>;
}

/** An artifact that the registry refers to, and what is wrong with it. */
interface FaultyArtifact {
  readonly hash: string;
  readonly extension: string;
  readonly fault: 'missing' | 'corrupt';
  /** What refers to it: `model dev 3f2a…`, `dataset 91c0…`, `forecasts dev/north 2025-10-06`. */
  readonly of: string;
}

export interface VerifyReport {
  /** Artifacts that the registry refers to. */
  readonly referred: number;
  /** How many of them were read and compared with their hash. */
  readonly read: number;
  readonly faulty: readonly FaultyArtifact[];
}

const lanes = 8;

interface VerifyOptions {
  /** Whether each artifact is read and compared with its hash too; manifests of datasets always are. */
  readonly reads: boolean;
  /** Says which forecasts may have been deleted. */
  readonly policy: RetentionPolicy;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Whether all that the registry refers to is in the artifact store: the members of models, the tables of datasets, published forecasts. */
export async function verifyArtifacts(
  { registry, store }: VerifyPorts,
  { reads, policy, now }: VerifyOptions,
): Promise<VerifyReport> {
  const records = await registry.retentionRecords();
  const { models, datasets } = records;
  const forecasts = judgeRecords(records, policy, now).forecasts.flatMap(({ record, reason }) =>
    reason === undefined ? [] : [record],
  );
  const owners = new Map<string, { readonly ref: ArtifactRef; readonly of: string }>();
  const refer = (of: string, refs: readonly ArtifactRef[]): void => {
    for (const ref of refs) if (!owners.has(artifactName(ref))) owners.set(artifactName(ref), { ref, of });
  };
  for (const { environment, region, cutoff, refs } of forecasts)
    refer(`forecasts ${environment}/${region} ${cutoff}`, refs);
  for (const model of models.filter(({ isDeleted }) => !isDeleted)) {
    refer(`model ${model.environment} ${model.version}`, model.refs);
  }
  const present = new Set<string>();
  for await (const object of store.listObjects()) present.add(artifactName(object));
  const faults = new Map<string, FaultyArtifact['fault']>();
  for (const { version, manifest, quality, isDeleted } of datasets) {
    if (isDeleted) continue;
    const of = `dataset ${version}`;
    refer(of, [manifest, ...artifactRefsIn(quality)]);
    const bytes = await readable(store, manifest);
    if (typeof bytes === 'string') faults.set(artifactName(manifest), bytes);
    else refer(of, artifactRefsIn(JSON.parse(Buffer.from(bytes).toString('utf8'))));
  }
  for (const name of owners.keys()) if (!present.has(name)) faults.set(name, 'missing');
  const toRead = reads ? [...owners.values()].filter(({ ref }) => !faults.has(artifactName(ref))) : [];
  await inParallel(lanes, toRead, async ({ ref }) => {
    const bytes = await readable(store, ref);
    if (typeof bytes === 'string') faults.set(artifactName(ref), bytes);
  });
  return {
    referred: owners.size,
    read: toRead.length,
    faulty: [...owners].flatMap(([name, { ref, of }]) => {
      const fault = faults.get(name);
      return fault === undefined ? [] : [{ hash: ref.hash, extension: ref.extension, fault, of }];
    }),
  };
}

/** The bytes, or what is wrong with them. */
async function readable(store: VerifyPorts['store'], ref: ArtifactRef): Promise<Uint8Array | FaultyArtifact['fault']> {
  try {
    return await store.get(ref);
  } catch (error) {
    if (error instanceof ArtifactMissingError) return 'missing';
    if (error instanceof ArtifactCorruptError) return 'corrupt';
    throw error;
  }
}
