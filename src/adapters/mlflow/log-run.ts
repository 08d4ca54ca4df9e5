import type { TrackedMetric, TrackedModel } from '../../ports/model-tracking.ts';
import type { MlflowServer } from './mlflow-server.ts';

/** What the server takes in one request, and how long names and values may be. */
const limits = {
  parameters: 100,
  metrics: 1000,
  tags: 100,
  parameterValue: 6000,
  tagValue: 5000,
  name: 250,
  digest: 36,
} as const;

interface Pair {
  readonly key: string;
  readonly value: string;
}

/** The run as far as it is read. */
interface Run {
  readonly run: { readonly data?: { readonly params?: readonly Pair[] } };
}

/** Writes parameters, metrics, tags and the dataset of a run. What is there already stays as it is. */
export async function logRun(
  server: MlflowServer,
  runId: string,
  model: TrackedModel,
  signal: AbortSignal,
): Promise<void> {
  const { run } = await server.call<Run>('GET', 'runs/get', { run_id: runId }, signal);
  // A parameter is written once for all: the server refuses another value, as a later Shelfcast may have.
  const there = new Set(run.data?.params?.map(({ key }) => key));
  const parameters = pairs(model.parameters, limits.parameterValue).filter(({ key }) => !there.has(key));
  const batches: Readonly<Record<string, unknown>>[] = [
    ...chunks(parameters, limits.parameters).map((params) => ({ params })),
    ...chunks(model.metrics.map(named), limits.metrics).map((metrics) => ({ metrics })),
    ...chunks(pairs(model.tags, limits.tagValue), limits.tags).map((tags) => ({ tags })),
  ];
  for (const batch of batches) await server.call('POST', 'runs/log-batch', { run_id: runId, ...batch }, signal);
  const { name, digest, source, profile } = model.dataset;
  const dataset = { name, digest: digest.slice(0, limits.digest), source_type: 'shelfcast', source, profile };
  const tags = [{ key: 'mlflow.data.context', value: 'training' }];
  await server.call('POST', 'runs/log-inputs', { run_id: runId, datasets: [{ dataset, tags }] }, signal);
}

/** Texts by name as the API has them, cut to what it takes. */
export function pairs(texts: Readonly<Record<string, string>>, longest: number = limits.tagValue): readonly Pair[] {
  return Object.entries(texts).map(([key, value]) => ({ key: key.slice(0, limits.name), value: cut(value, longest) }));
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function named({ key, value, step, timestamp }: TrackedMetric): object {
  return { key: key.slice(0, limits.name), value, step, timestamp };
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
