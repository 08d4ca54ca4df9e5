import { createDuckDbTableEngine } from '../../src/adapters/duckdb/duckdb-table-engine.ts';
import { createLocalArtifactStore } from '../../src/adapters/storage/local-artifact-store.ts';
import { createLocalLanding } from '../../src/adapters/storage/local-landing.ts';
import { createTensorflowTrainer } from '../../src/adapters/tensorflow/index.ts';
import { enabledMembers } from '../../src/contracts/enabled-members.ts';
import { ingestSource } from '../../src/datasets/ingest.ts';
import { readManifest } from '../../src/datasets/read-manifest.ts';
import { readPanel } from '../../src/datasets/read-panel.ts';
import { fitMember, type EnsembleModel } from '../../src/forecasting/index.ts';
import type { JobContext } from '../../src/jobs/job-context.ts';
import { latestCutoffJob } from '../../src/jobs/landing/latest-cutoff.ts';
import { snapshotDatasetJob } from '../../src/jobs/landing/snapshot-dataset.ts';
import { scoreRegionJob } from '../../src/jobs/scoring/score-region.ts';
import { readItems } from '../../src/jobs/segment-items.ts';
import { putJson } from '../../src/ports/json-artifacts.ts';
import type { ModelRecord, Registry } from '../../src/ports/registry.ts';
import type { LoadedProject } from '../../src/project/loaded-project.ts';

/** Blend and intervals as a backtest might choose them: fitting them takes minutes, and scoring takes as long with any. */
const ensemble: EnsembleModel = {
  weights: { lasso: 0.4, network: 0.5, trees: 0, seasonal: 0.1 },
  bestMember: null,
  intervals: { bySteps: [{ p10: -0.6, p50: 0, p90: 0.5 }], windows: 4 },
  rows: 1000,
};

/** A series that a model forecasts, to ask about. */
export interface AskedSeries {
  readonly region: string;
  readonly store: string;
  readonly item: string;
}

/** Trains one segment of a region, its network for a single epoch, and publishes what it forecasts. */
export async function publishRegion(
  project: LoadedProject,
  region: string,
  artifacts: string,
  registry: Registry,
): Promise<AskedSeries> {
  const tables = await createDuckDbTableEngine();
  const store = createLocalArtifactStore(artifacts);
  const trainer = createTensorflowTrainer();
  const landing = createLocalLanding(project.landingDirectory);
  const context: JobContext = { project, store, landing, tables, trainer, progress: () => undefined };
  const sources = [];
  for (const { name } of project.resolved.sources) sources.push(await ingestSource(context, project, name));
  const cutoff = await latestCutoffJob({ region }, context);
  const { summary, record } = await snapshotDatasetJob({ region, cutoff, sources }, context);
  const data = summary.segments.find(({ segment }) => segment.velocity === 'fast')!;
  const { items } = await readItems(store, data);
  const panel = await readPanel(context, await readManifest(store, summary.manifest), data.segment.format);
  const { members, features, horizonWeeks, seed, aim } = project.resolved;
  const parameters = { ...members, network: { ...members.network, preset: 'steady' as const, epochs: 1 } };
  const task = { panel, items, cutoffIndex: panel.cutoffIndex, horizonWeeks, parameters, features, aim, seed };
  const files: Record<string, ModelRecord['members'][keyof ModelRecord['members']]> = {};
  for (const name of enabledMembers(members)) {
    const member = await fitMember(name, task, { trainer });
    const stored = [...member.toFiles()].map(
      async ([file, bytes]) => [file, await store.put(bytes, file.slice(file.lastIndexOf('.') + 1))] as const,
    );
    files[name] = Object.fromEntries(await Promise.all(stored));
  }
  const model = {
    ...{ version: 'ab'.repeat(8), segment: data.segment, datasetVersion: summary.version, dataHash: data.dataHash },
    ...{ trainingCutoff: cutoff, codeVersion: project.codeVersion, seed, gate: [], cycleId: `cycle/dev/${region}/1` },
    ...{ parameters: { horizonWeeks, features, members }, members: files, ensemble: await putJson(store, ensemble) },
    backtest: { windows: [], metrics: {}, reduction: null, reductionGeometric: null, coverage: null, weights: {} },
  } satisfies ModelRecord;
  const scored = await scoreRegionJob(
    {
      ...{ environment: 'dev', region, cutoff, manifest: summary.manifest },
      segments: [{ segment: data.segment, items: data.items, champion: model }],
    },
    context,
  );
  await registry.recordDataset(record);
  await registry.recordModel('dev', model);
  await registry.recordForecast({
    ...{ environment: 'dev', region, cutoff, cycleId: model.cycleId, datasetVersion: summary.version },
    ...{ rows: scored.rows, parquet: scored.parquet, csv: scored.csv, uri: '', scoredBy: {} },
  });
  tables.close();
  return { region, store: panel.stores[0]!, item: items[0]! };
}
