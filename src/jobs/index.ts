import type { JobInput, JobName, JobOutput } from '../ports/job-runner.ts';
import { backtestMemberJob } from './backtest-member.ts';
import { conditionFilesJob } from './condition-files.ts';
import { diffDatasetsJob } from './diff-datasets.ts';
import { evaluateBacktestJob } from './evaluate-backtest.ts';
import { evaluateForecastsJob } from './evaluate-forecasts.ts';
import { explainModelJob } from './explain-model.ts';
import { exportModelJob } from './export-model.ts';
import { ingestSourceJob } from './ingest-source.ts';
import type { JobContext } from './job-context.ts';
import { judgeAdoptionJob } from './judge-adoption.ts';
import { latestCutoffJob } from './latest-cutoff.ts';
import { measureDriftJob } from './measure-drift.ts';
import { checkMendedJob, readQuarantineJob } from './quarantine.ts';
import { regionsOfFilesJob } from './regions-of-files.ts';
import { reproduceMemberJob } from './reproduce-member.ts';
import { scoreRegionJob } from './score-region.ts';
import { snapshotDatasetJob } from './snapshot-dataset.ts';
import { testConditionersJob } from './test-conditioners.ts';
import { trainMemberJob } from './train-member.ts';
import { validateDataJob } from './validation/validate-data.ts';
import { validateModelJob } from './validation/validate-model.ts';
import { validateChallengerJob } from './validate-challenger.ts';

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
  'validate-data': validateDataJob,
  'validate-model': validateModelJob,
  'export-model': exportModelJob,
  'evaluate-forecasts': evaluateForecastsJob,
  'diff-datasets': diffDatasetsJob,
  'measure-drift': measureDriftJob,
  'read-quarantine': readQuarantineJob,
  'check-mended': checkMendedJob,
};
