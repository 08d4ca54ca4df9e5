import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { RetentionPolicy } from '../../contracts/retention.ts';
import { ArtifactCorruptError, ArtifactMissingError } from '../../ports/artifact-errors.ts';
import { putAtPrecisionMs, type ArtifactStore, type StoredObject } from '../../ports/artifact-store.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { RetainedDataset, RetentionRegistry } from '../../ports/retention-records.ts';
import { artifactRefsIn } from './artifact-refs.ts';
import { ManifestLostError } from './errors.ts';
import { judgePointers, type ReadPointer } from './kept-pointers.ts';
import { judgeRecords, type Judged } from './kept-records.ts';

const hourMs = 3_600_000;

/** Where what pointers released is remembered, until nobody can be using it any more. */
const releasedPointer = 'gc/released';

export interface GarbagePorts {
  readonly registry: RetentionRegistry & Pick<AuditTrail, 'appendAudit'>;
  readonly store: Pick<
    ArtifactStore,
    'get' | 'listObjects' | 'deleteObject' | 'listPointers' | 'readPointer' | 'deletePointer' | 'writePointer'
  >;
}

export interface GarbageOptions {
  readonly policy: RetentionPolicy;
  /** `path hash` of every file in landing. */
  readonly landed: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether to delete, and who asks for it; left out, it only reports what would be deleted. */
  readonly deleteFor?: string;
}

/** Objects and bytes of one kind. */
interface Amount {
  readonly objects: number;
  readonly bytes: number;
}

/** What goes, or would go, and why the rest stays. */
export interface GarbageReport {
  readonly deleted: boolean;
  /** By what the objects belonged to. */
  readonly garbage: Readonly<Record<string, Amount>>;
  /** By why they stay; what several reasons keep counts for the first. */
  readonly kept: Readonly<Record<string, Amount>>;
  readonly pointers: number;
  readonly models: readonly { readonly environment: string; readonly version: string }[];
  readonly datasets: readonly string[];
  /** Models and datasets that stay, by the reason. */
  readonly keptModels: Readonly<Record<string, number>>;
  readonly keptDatasets: Readonly<Record<string, number>>;
}

/**
 * Deletes artifacts that nothing needs, or reports which it would.
 *
 * Safe while work is under way. Nothing put within the grace period goes, nor since the oldest running cycle began; putting what is
 * there already makes it new again, and each deletion looks at that once more. A pointer goes before what it refers to, which stays for
 * another grace period, since somebody may have read the pointer just before. A model is noted as deleted in the registry first, and
 * is promoted no more from then on.
 *
 * Killed at any point it has deleted only what nothing needs, and the next run continues.
 *
 * @throws ManifestLostError before anything is deleted
 */
export async function collectGarbage(
  { registry, store }: GarbagePorts,
  { policy, landed, now, deleteFor }: GarbageOptions,
): Promise<GarbageReport> {
  const records = await registry.retentionRecords();
  const judged = judgeRecords(records, policy, now);
  const pointers = judgePointers(await readPointers(store), landed, policy, now);
  const running = records.runningSince === undefined ? now : records.runningSince - hourMs;
  const graceStart = Math.min(now - hourMs * Math.max(policy.graceHours, 1), running) - putAtPrecisionMs;

  const goingModels = judged.models.filter(goes).map(({ record }) => record);
  const goingDatasets = judged.datasets.filter(goes).map(({ record }) => record);
  const goingPointers = pointers.filter(({ stays, writtenAt }) => !stays && writtenAt < graceStart);

  // Garbage by what it belonged to, the first that is known; and live objects by the reason.
  const owners = new Map<string, string>();
  const own = (owner: string, refs: readonly ArtifactRef[]): void => {
    for (const { hash } of refs) if (!owners.has(hash)) owners.set(hash, owner);
  };
  const live = new Map<string, string>();
  const keep = (reason: string, refs: readonly ArtifactRef[]): void => {
    for (const { hash } of refs) if (!live.has(hash)) live.set(hash, reason);
  };
  for (const { record, reason } of judged.models) {
    if (reason === undefined) own('models', record.refs);
    else keep(`models: ${reason}`, record.refs);
  }
  for (const { record, reason } of judged.forecasts) {
    if (reason === undefined) own('forecasts', record.refs);
    else keep(`forecasts: ${reason}`, record.refs);
  }
  for (const { record, reason } of judged.datasets) {
    const refs = await refsOfDataset(store, record, reason !== undefined);
    if (reason === undefined) own('datasets', refs);
    else keep(`datasets: ${reason}`, refs);
  }
  const going = new Set(goingPointers.map(({ name }) => name));
  for (const { name, refs } of pointers) {
    if (name === releasedPointer) continue;
    // What goes with a pointer of this run goes in a later one.
    keep(going.has(name) ? 'released by a pointer just now' : `pointers: ${name.split('/')[0]}`, refs);
    own(name.split('/')[0] ?? '', refs);
  }
  const released = (await readReleased(store)).filter(({ at }) => at >= graceStart);
  for (const { hashes } of released) {
    for (const hash of hashes) if (!live.has(hash)) live.set(hash, 'released by a pointer lately');
  }

  let noted: { models: GarbageReport['models']; datasets: GarbageReport['datasets'] } = {
    models: goingModels.map(({ environment, version }) => ({ environment, version })),
    datasets: goingDatasets.map(({ version }) => version),
  };
  if (deleteFor !== undefined) {
    noted = await registry.noteDeleted(noted);
    // What somebody needs by now after all stays, with what it was made of.
    const isNoted = new Set(noted.models.map(({ environment, version }) => `${environment} ${version}`));
    for (const { environment, version, refs } of goingModels) {
      if (!isNoted.has(`${environment} ${version}`)) keep('models: needed since', refs);
    }
    for (const dataset of goingDatasets.filter(({ version }) => !noted.datasets.includes(version))) {
      keep('datasets: needed since', await refsOfDataset(store, dataset, true));
    }
    await registry.appendAudit({
      actor: deleteFor,
      action: 'gc',
      subject: 'artifacts',
      facts: { step: 'begin', policy, ...noted, pointers: goingPointers.length },
    });
    const hashes = [...new Set(goingPointers.flatMap(({ refs }) => refs.map(({ hash }) => hash)))];
    await store.writePointer(releasedPointer, JSON.stringify([...released, { at: now, hashes }]));
    for (const { name } of goingPointers) await store.deletePointer(name, graceStart);
  }

  const garbage = new Tally();
  const kept = new Tally();
  for await (const object of store.listObjects()) {
    const reason = live.get(object.hash) ?? (object.putAt >= graceStart ? 'put lately' : undefined);
    if (reason !== undefined) kept.add(reason, object);
    else if (deleteFor === undefined || (await store.deleteObject(object, graceStart))) {
      garbage.add(owners.get(object.hash) ?? 'nothing that is known', object);
    }
  }
  const report: GarbageReport = {
    deleted: deleteFor !== undefined,
    garbage: garbage.amounts(),
    kept: kept.amounts(),
    pointers: goingPointers.length,
    ...noted,
    keptModels: reasonsOf(judged.models),
    keptDatasets: reasonsOf(judged.datasets),
  };
  if (deleteFor !== undefined) {
    await registry.appendAudit({
      actor: deleteFor,
      action: 'gc',
      subject: 'artifacts',
      facts: { step: 'end', garbage: report.garbage, ...garbage.total() },
    });
  }
  return report;
}

function goes<Record extends { readonly isDeleted: boolean }>({ record, reason }: Judged<Record>): boolean {
  return reason === undefined && !record.isDeleted;
}

/** A dataset's manifest and what it refers to. */
async function refsOfDataset(
  store: GarbagePorts['store'],
  { version, manifest, quality, isDeleted }: Pick<RetainedDataset, 'version' | 'manifest' | 'quality' | 'isDeleted'>,
  isKept: boolean,
): Promise<readonly ArtifactRef[]> {
  try {
    const inManifest = artifactRefsIn(JSON.parse(Buffer.from(await store.get(manifest)).toString('utf8')));
    return [manifest, ...inManifest, ...artifactRefsIn(quality)];
  } catch (cause) {
    if (!(cause instanceof ArtifactMissingError || cause instanceof ArtifactCorruptError)) throw cause;
    if (isKept && !isDeleted) throw new ManifestLostError(version, { cause });
    return [];
  }
}

async function readPointers(store: GarbagePorts['store']): Promise<readonly ReadPointer[]> {
  const pointers: ReadPointer[] = [];
  for await (const pointer of store.listPointers()) {
    const text = await store.readPointer(pointer.name);
    if (text !== undefined) pointers.push({ ...pointer, text });
  }
  return pointers;
}

interface Released {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly hashes: readonly string[];
}

async function readReleased(store: GarbagePorts['store']): Promise<readonly Released[]> {
  const text = await store.readPointer(releasedPointer);
  return text === undefined ? [] : (JSON.parse(text) as readonly Released[]);
}

function reasonsOf(judged: readonly Judged<unknown>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of judged) if (reason !== undefined) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

class Tally {
  readonly #amounts = new Map<string, { objects: number; bytes: number }>();

  add(kind: string, { bytes }: StoredObject): void {
    const amount = this.#amounts.get(kind) ?? { objects: 0, bytes: 0 };
    amount.objects += 1;
    amount.bytes += bytes;
    this.#amounts.set(kind, amount);
  }

  amounts(): Record<string, Amount> {
    return Object.fromEntries([...this.#amounts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  total(): Amount {
    const all = [...this.#amounts.values()];
    return {
      objects: all.reduce((sum, { objects }) => sum + objects, 0),
      bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }
}
