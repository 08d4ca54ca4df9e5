import type { JobInput, JobName, JobOutput } from '../ports/job-runner.ts';
import { backtestMemberJob } from './backtest/backtest-member.ts';
import { evaluateBacktestJob } from './backtest/evaluate-backtest.ts';
import { describeTrainingJob } from './explain/describe-training.ts';
import { explainModelJob } from './explain/explain-model.ts';
import { exportModelJob } from './explain/export-model.ts';
import { compareModelsJob } from './gate/compare-models.ts';
import { judgeAdoptionJob } from './gate/judge-adoption.ts';
import { validateChallengerJob } from './gate/validate-challenger.ts';
import type { JobContext } from './job-context.ts';
import { conditionFilesJob } from './landing/condition-files.ts';
import { diffDatasetsJob } from './landing/diff-datasets.ts';
import { ingestSourceJob } from './landing/ingest-source.ts';
import { latestCutoffJob } from './landing/latest-cutoff.ts';
import { measureDriftJob } from './landing/measure-drift.ts';
import { checkMendedJob, readQuarantineJob } from './landing/quarantine.ts';
import { regionsOfFilesJob } from './landing/regions-of-files.ts';
import { snapshotDatasetJob } from './landing/snapshot-dataset.ts';
import { testConditionersJob } from './landing/test-conditioners.ts';
import { reproduceMemberJob } from './training/reproduce-member.ts';
import { evaluateForecastsJob } from './scoring/evaluate-forecasts.ts';
import { measureValueJob } from './scoring/measure-value.ts';
import { scoreRegionJob } from './scoring/score-region.ts';
import { scoreRowsJob } from './scoring/score-rows.ts';
import { whatIfJob } from './scoring/what-if.ts';
import { trainMemberJob } from './training/train-member.ts';
import { validateDataJob } from './validation/validate-data.ts';
import { validateModelJob } from './validation/validate-model.ts';

/** Every job by its name, to be run in a process of its own. */
export const jobs: {
  readonly [Name in JobName]: (input: JobInput<Name>, context: JobContext) => Promise<JobOutput<Name>>;
} = {
  'ingest-source': ingestSourceJob,
  'condition-files': conditionFilesJob,
  'test-conditioners': testConditionersJob,
  'regions-of-files': regionsOfFilesJob,
  'latest-cutoff': latestCutoffJob,
  'snapshot-dataset': snapshotDatasetJob,
  'train-member': trainMemberJob,
  'validate-challenger': validateChallengerJob,
  'judge-adoption': judgeAdoptionJob,
  'score-region': scoreRegionJob,
  'backtest-member': backtestMemberJob,
  'evaluate-backtest': evaluateBacktestJob,
  'reproduce-member': reproduceMemberJob,
  'explain-model': explainModelJob,
  'what-if': whatIfJob,
  'score-rows': scoreRowsJob,
  'describe-training': describeTrainingJob,
  'compare-models': compareModelsJob,
  'validate-data': validateDataJob,
  'validate-model': validateModelJob,
  'export-model': exportModelJob,
  'evaluate-forecasts': evaluateForecastsJob,
  'measure-value': measureValueJob,
  'diff-datasets': diffDatasetsJob,
  'measure-drift': measureDriftJob,
  'read-quarantine': readQuarantineJob,
  'check-mended': checkMendedJob,
};
