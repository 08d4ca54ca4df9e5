import type { BacktestEvaluation } from '../contracts/backtest.ts';
import type { RegionCycleResult } from '../contracts/cycle.ts';
import { segmentName } from '../contracts/segment.ts';
import type { Trigger } from '../contracts/trigger.ts';
import type { TrackedModel } from '../ports/model-tracking.ts';
import type { ModelRecord } from '../ports/registry.ts';
import { backtestMetrics } from './backtest-metrics.ts';
import { flattenParameters } from './flatten-parameters.ts';
import { trainingLosses } from './training-losses.ts';

/** Everything the registry and the store know of a model version that a tracker shows. */
export interface ModelFacts {
  readonly record: ModelRecord;
  /** ISO 8601. */
  readonly registeredAt: string;
  readonly triggers: readonly Trigger[];
  /** How its cycle ended; absent where it has not, or failed. */
  readonly cycle?: RegionCycleResult;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** Names models get at a tracker. */
export interface TrackedNames {
  /** What registered models' names begin with, e.g. `shelfcast.orange-juice`. */
  readonly modelPrefix: string;
}

/** The file of a model that its backtest is in, where the model is of code that keeps it. */
const backtestFile = 'backtest.json';

/** Lays a model version out as a tracker keeps it: a function of the facts alone, so that every export says the same. */
export function trackedModel(facts: ModelFacts, names: TrackedNames): TrackedModel {
  const { record, triggers, cycle, files } = facts;
  const { segment, backtest, gate } = record;
  const trainedAt = Date.parse(facts.registeredAt);
  const name = segmentName(segment);
  const outcome = cycle?.segments.find((one) => segmentName(one.segment) === name);
  const evaluation = files[backtestFile] && (parseJson(files[backtestFile]) as BacktestEvaluation);
  const causes = (outcome?.causes ?? []).join(', ');
  return {
    version: record.version,
    modelName: registeredModelName(record, names),
    runName: `${segment.region} ${segment.format} ${segment.velocity} ${record.trainingCutoff} ${record.version.slice(0, 8)}`,
    description: descriptionOf(record, causes),
    trainedAt,
    parameters: {
      ...flattenParameters(record.parameters),
      seed: String(record.seed),
      cutoff: record.trainingCutoff,
      'code-version': record.codeVersion,
      'dataset-version': record.datasetVersion,
      'data-hash': record.dataHash,
      'backtest-windows': backtest.windows.join(', '),
    },
    metrics: [...backtestMetrics(backtest, evaluation, trainedAt), ...trainingLosses(files, trainedAt)],
    tags: withoutEmpty({
      'shelfcast.version': record.version,
      'shelfcast.segment': name,
      'shelfcast.region': segment.region,
      'shelfcast.format': segment.format,
      'shelfcast.velocity': segment.velocity,
      'shelfcast.cutoff': record.trainingCutoff,
      'shelfcast.cycle': record.cycleId,
      'shelfcast.dataset': record.datasetVersion,
      'shelfcast.code': record.codeVersion,
      'shelfcast.members': Object.keys(record.members).sort().join(', '),
      'shelfcast.causes': causes,
      'shelfcast.trigger': distinct(triggers.map(({ cause }) => cause)),
      'shelfcast.requested-by': distinct(triggers.map(({ requestedBy }) => requestedBy)),
      'shelfcast.gate': gate.every(({ passed }) => passed) ? 'passed' : 'failed',
      'mlflow.note.content': descriptionOf(record, causes),
      'mlflow.source.name': 'shelfcast',
      'mlflow.source.type': 'JOB',
    }),
    dataset: {
      name: `${segment.region} ${record.trainingCutoff}`,
      digest: record.datasetVersion,
      source: JSON.stringify({
        shelfcast: { dataset: record.datasetVersion, region: segment.region, cutoff: record.trainingCutoff },
      }),
      profile: cycle ? JSON.stringify({ rows: cycle.dataset.rows, quarantined: cycle.dataset.quarantined }) : '{}',
    },
  };
}

/** `shelfcast.orange-juice.us-midwest.large.fast`; the characters trackers forbid become hyphens. */
export function registeredModelName({ segment }: ModelRecord, { modelPrefix }: TrackedNames): string {
  return [modelPrefix, segment.region, segment.format, segment.velocity].join('.').replaceAll(/[/:]/g, '-');
}

/** The name of the alias by which an environment's champion is found. */
export function championAlias(environment: string): string {
  return `champion-${environment.replaceAll(/[^\w-]/g, '-')}`;
}

function descriptionOf({ version, segment, trainingCutoff, gate }: ModelRecord, causes: string): string {
  const checks = gate.map(({ check, passed, detail }) => `- ${passed ? 'passed' : 'failed'}: ${check} (${detail})`);
  return [
    `Ensemble of ${segmentName(segment)}, trained to ${trainingCutoff}${causes === '' ? '' : ` because of ${causes}`}.`,
    `Look at it with \`shelfcast models show ${version}\`.`,
    ...(checks.length === 0 ? [] : ['', 'Gate:', '', ...checks]),
  ].join('\n');
}

function distinct(texts: readonly string[]): string {
  return [...new Set(texts)].sort().join(', ');
}

function withoutEmpty(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([, text]) => text !== ''));
}

function parseJson(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
}
