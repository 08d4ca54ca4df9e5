import { setInterval } from 'node:timers';
import { segmentName } from '../contracts/segment.ts';
import type { ModelExport } from '../ports/model-exports.ts';
import type { JobRunner } from '../ports/job-runner.ts';
import {
  TrackingRefusedError,
  TrackingUnreachableError,
  type ModelTracking,
  type TrackedVersion,
} from '../ports/model-tracking.ts';
import type { Registry } from '../ports/registry.ts';
import type { Outstanding } from './outstanding.ts';
import { championAlias, registeredModelName, trackedModel, type TrackedNames } from './tracked-model.ts';

export interface ExportPorts {
  readonly registry: Registry;
  readonly tracking: ModelTracking;
  /** Reads a model's files. */
  readonly jobs: Pick<JobRunner, 'run'>;
  readonly names: TrackedNames;
  /** A name of this exporter that no other one has. */
  readonly exporter: string;
}

/** How the export of one version went. `busy`: another exporter is working on it. */
export interface ExportOutcome {
  readonly version: string;
  readonly segment: string;
  readonly what: Outstanding['what'];
  readonly outcome: 'exported' | 'failed' | 'busy';
  readonly tracked?: TrackedVersion;
  readonly reason?: string;
}

/** Seconds a claim lasts without being prolonged: that long a killed exporter keeps others from its version. */
const claimSeconds = 30;

/**
 * Exports versions one after the other. One that fails does not affect the others, and its reason is kept in the registry; a server
 * that does not answer ends the pass, since it would answer none of them. Throws the signal's reason once it is aborted.
 */
export async function exportModels(
  versions: readonly Outstanding[],
  ports: ExportPorts,
  signal: AbortSignal,
  onOutcome: (outcome: ExportOutcome) => void = () => undefined,
): Promise<readonly ExportOutcome[]> {
  const outcomes: ExportOutcome[] = [];
  for (const version of versions) {
    const { outcome, unreachable } = await exportOne(version, ports, signal);
    outcomes.push(outcome);
    onOutcome(outcome);
    if (unreachable) break;
  }
  return outcomes;
}

async function exportOne(
  one: Outstanding,
  ports: ExportPorts,
  signal: AbortSignal,
): Promise<{ readonly outcome: ExportOutcome; readonly unreachable: boolean }> {
  signal.throwIfAborted();
  const { registry, tracking, exporter } = ports;
  const { version, what } = one;
  const about = { version, segment: segmentName(one.model.record.segment), what };
  const claim = (): Promise<boolean> => registry.claimExport(tracking.target, version, exporter, claimSeconds);
  if (!(await claim())) return { outcome: { ...about, outcome: 'busy' }, unreachable: false };

  const lost = new AbortController();
  const renewal = setInterval(
    () => {
      // An exporter that lost its claim must not continue next to the one that has it now.
      claim().then(
        (held) => (held ? undefined : lost.abort(new Error('another exporter took the version over'))),
        (cause: unknown) => lost.abort(cause),
      );
    },
    (claimSeconds * 1000) / 3,
  );
  try {
    const both = AbortSignal.any([signal, lost.signal]);
    const tracked = await write(one, ports, both);
    await moveAliases(one, tracked, ports, both);
    // Last: whatever is interrupted before is begun again, and finds what is there already.
    await registry.recordExport(tracking.target, version, { ...tracked, standing: one.standing });
    return { outcome: { ...about, outcome: 'exported', tracked }, unreachable: false };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // The claim may be another's by now, whose record is not ours to write.
    if (!lost.signal.aborted) await registry.recordExportFailure(tracking.target, version, reason);
    if (signal.aborted) throw signal.reason;
    return { outcome: { ...about, outcome: 'failed', reason }, unreachable: error instanceof TrackingUnreachableError };
  } finally {
    clearInterval(renewal);
  }
}

/** Writes the model and where it stands. */
async function write(one: Outstanding, ports: ExportPorts, signal: AbortSignal): Promise<TrackedVersion> {
  const { tracking } = ports;
  const known = one.what === 'standing' ? await exportOf(one.version, ports) : undefined;
  const gone = Object.keys(known?.standing ?? {}).filter((key) => !(key in one.standing));
  const tags = { ...one.standing, ...Object.fromEntries(gone.map((key) => [key, null])) };
  if (known) {
    try {
      await tracking.setTags(known, tags, signal);
      return known;
    } catch (error) {
      // Somebody deleted it there, or the server was reset: the whole model goes there again.
      if (!(error instanceof TrackingRefusedError) || error.code !== 'RESOURCE_DOES_NOT_EXIST') throw error;
    }
  }
  const tracked = await writeModel(one, ports, signal);
  await tracking.setTags(tracked, one.standing, signal);
  return tracked;
}

async function writeModel(one: Outstanding, ports: ExportPorts, signal: AbortSignal): Promise<TrackedVersion> {
  const { registry, tracking, jobs, names } = ports;
  const { record } = one.model;
  const files = await jobs.run('export-model', { model: record }, { signal, onProgress: () => undefined });
  const cycle = await registry.cycleResult(record.cycleId);
  const triggers = await registry.cycleTriggers(record.cycleId);
  const facts = { record, registeredAt: one.registeredAt, triggers, files, ...(cycle ? { cycle } : {}) };
  return tracking.track(trackedModel(facts, names), files, signal);
}

/**
 * Has the aliases of the version's environments name their champions of today: not by this version's own stage, which may be old
 * by now. A champion that is not exported yet gets the alias with its own export.
 */
async function moveAliases(
  { version, stages, model: { record } }: Outstanding,
  tracked: TrackedVersion,
  ports: ExportPorts,
  signal: AbortSignal,
): Promise<void> {
  const { registry, tracking, names } = ports;
  for (const environment of Object.keys(stages)) {
    const champion = await registry.champion(environment, record.segment);
    const exported = champion?.version === version ? tracked : champion && (await exportOf(champion.version, ports));
    if (champion && !exported) continue;
    const modelName = registeredModelName(record, names);
    await tracking.setAlias(modelName, championAlias(environment), exported?.number, signal);
  }
}

async function exportOf(
  wanted: string,
  { registry, tracking }: Pick<ExportPorts, 'registry' | 'tracking'>,
): Promise<ModelExport['exported']> {
  const exports = await registry.modelExports(tracking.target);
  return exports.find(({ version }) => version === wanted)?.exported;
}
