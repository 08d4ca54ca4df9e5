import { createDuckDbTableEngine } from '../adapters/duckdb/duckdb-table-engine.ts';
import { openArtifactStore, openLanding } from '../adapters/storage/open-storage.ts';
import { createTensorflowGram } from '../adapters/tensorflow/tensorflow-gram.ts';
import { createTensorflowTrainer } from '../adapters/tensorflow/tensorflow-trainer.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { KeptValues } from '../jobs/kept-values.ts';
import type { JobProgress } from '../ports/job-runner.ts';
import { loadProject } from '../project/load-project.ts';
import { quickHistoryWeeks, quickProject } from '../project/quick-project.ts';
import type { WorkerSettings } from './settings.ts';

/** Of what a process keeps for its next job: models and panels for questions, feature models for fits. */
const keptBytes = 384 * 2 ** 20;

/** Wires the ports of a job in its own process. */
export async function openJob(
  settings: WorkerSettings,
  progress: (progress: JobProgress) => void,
): Promise<JobContext> {
  const loaded = await loadProject(settings.projectDirectory);
  return {
    ...(settings.quick ? { project: quickProject(loaded), historyWeeks: quickHistoryWeeks } : { project: loaded }),
    store: await openArtifactStore(settings.artifacts, settings.staging),
    landing: await openLanding(loaded.landingDirectory, settings.staging),
    tables: await createDuckDbTableEngine(),
    trainer: createTensorflowTrainer(),
    gram: createTensorflowGram(),
    kept: new KeptValues(keptBytes),
    checkpointSeconds: settings.checkpointSeconds,
    progress,
  };
}
