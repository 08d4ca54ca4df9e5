import type { JobContext } from '../../src/jobs/job-context.ts';
import { createTensorflowTrainer } from '../../src/adapters/tensorflow/index.ts';
import type { DatasetSummary } from '../../src/contracts/cycle.ts';
import { enabledMembers } from '../../src/contracts/enabled-members.ts';
import { createSmallProject, type SmallProjectOptions } from './small-project.ts';
import { validateChallengerJob } from '../../src/jobs/gate/validate-challenger.ts';
import { snapshotDatasetJob } from '../../src/jobs/landing/snapshot-dataset.ts';
import { scoreRegionJob } from '../../src/jobs/scoring/score-region.ts';
import { trainMemberJob } from '../../src/jobs/training/train-member.ts';
import type { DatasetRecord, ForecastRecord, ModelRecord, Registry } from '../../src/ports/registry.ts';
import { loadProject } from '../../src/project/load-project.ts';
import { createLocalPorts, ingestAll } from './dataset-ports.ts';

// TensorFlow reads these when it is loaded, which is at the first fit.
process.env['TF_NUM_INTRAOP_THREADS'] ??= '1';
process.env['TF_NUM_INTEROP_THREADS'] ??= '1';

export interface PublishedSmall {
  readonly context: JobContext;
  readonly summary: DatasetSummary;
  /** The model of `north/large/fast`, of every member. */
  readonly model: ModelRecord;
  /** Forecasts of `north/large`: the fast items by the model, the slow ones by a fallback. */
  readonly forecast: ForecastRecord;
  /** Has a registry know data, model and forecasts. */
  record(registry: Registry): Promise<void>;
  close(): void;
}

/** A small project whose `north/large/fast` a trained model has forecast. @param directory of the project, to be filled */
export async function publishSmall(
  directory: string,
  options: Omit<SmallProjectOptions, 'directory'> = {},
): Promise<PublishedSmall> {
  const { cutoff } = await createSmallProject({ directory, ...options });
  const project = await loadProject(directory);
  const ports = await createLocalPorts(project);
  const context: JobContext = { ...ports, project, trainer: createTensorflowTrainer(), progress: () => undefined };
  const sources = await ingestAll(ports, project);
  const made: { readonly summary: DatasetSummary; readonly record: DatasetRecord } = await snapshotDatasetJob(
    { region: 'north', cutoff, sources },
    context,
  );
  const { summary } = made;
  const large = summary.segments.filter(({ segment }) => segment.format === 'large');
  const data = large.find(({ segment }) => segment.velocity === 'fast')!;
  const training = {
    ...{ environment: 'dev', cycleId: `cycle/dev/north/${cutoff}/1`, cutoff },
    dataset: { version: summary.version, manifest: summary.manifest },
    assessment: { data, findings: [], retrain: true, reason: 'never trained' },
  };
  const trained = [];
  for (const member of enabledMembers(context.project.resolved.members))
    trained.push(await trainMemberJob({ ...training, member }, context));
  const { record: model } = await validateChallengerJob(
    { ...training, trained, published: [], rolledBack: {} },
    context,
  );
  const { rows, parquet, csv } = await scoreRegionJob(
    {
      ...{ environment: 'dev', region: 'north', cutoff, manifest: summary.manifest },
      segments: large.map(({ segment, items }) => ({
        segment,
        items,
        ...(segment === data.segment ? { champion: model } : {}),
      })),
    },
    context,
  );
  const forecast: ForecastRecord = {
    ...{ environment: 'dev', region: 'north', cutoff, cycleId: training.cycleId, datasetVersion: summary.version },
    ...{ rows, parquet, csv, uri: '', scoredBy: { 'large/fast': model.version } },
  };
  return {
    ...{ context, summary, model, forecast },
    async record(registry) {
      await registry.recordDataset(made.record);
      await registry.recordModel('dev', model);
      await registry.recordForecast(forecast);
    },
    close: () => ports.tables.close(),
  };
}
