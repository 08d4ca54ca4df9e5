import type { BacktestedMember, BacktestErrors, BacktestReport } from '../../contracts/backtest.ts';
import type { SegmentData } from '../../contracts/cycle.ts';
import { enabledMembers } from '../../contracts/enabled-members.ts';
import type { ChangedOption, OptionSetting } from '../../contracts/option-setting.ts';
import { segmentName, type FittedMemberName } from '../../contracts/segment.ts';
import { JobError } from '../../ports/job-errors.ts';
import type { Columns } from '../../ports/table-engine.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';
import { sideBySide } from '../../contracts/side-by-side.ts';
import type { OperationJobs } from '../app.ts';
import { refusal } from '../refusal.ts';
import type { BacktestRequest } from './backtest-request.ts';
import { openDatasets, type RegionDataset } from './open-datasets.ts';

/** A fit to be made: one member of one segment, in all windows. */
interface MemberTask {
  readonly dataset: RegionDataset;
  readonly data: SegmentData;
  readonly member: FittedMemberName;
}

interface MemberOutcome extends MemberTask {
  /** What was made, or why nothing could be. */
  readonly made: BacktestedMember | { readonly reason: string };
}

/**
 * Backtests the regions and segments asked for: datasets from what is in landing, members of all segments in parallel, errors
 * of every forecaster on the same rows. A member that cannot be fitted is reported and does not affect the others.
 *
 * @throws Refusal where nothing asked for is there; JobError where the data cannot be used, or no window has enough history
 */
export async function measureBacktest(
  project: LoadedProject,
  request: BacktestRequest,
  jobs: OperationJobs,
  withRows: boolean,
): Promise<{ readonly report: BacktestReport; readonly rows?: Columns }> {
  const started = performance.now();
  const { resolved, codeVersion } = project;
  const { settings, options } = request;
  const datasets = await openDatasets(resolved, request.regions, request.cutoff, jobs);
  const outcomes = await sideBySide(tasksOf(datasets, request, enabledMembers(resolved.members)), jobs.slots, (task) =>
    fit(task, request, jobs),
  );
  const made = outcomes.flatMap(({ made }) => ('reason' in made ? [] : [made]));
  if (made.length === 0) throw new NothingFittedError(outcomes);
  const { errors, rows } = await evaluate(outcomes, request, jobs, withRows);
  return {
    report: {
      reportVersion: 1,
      project: resolved.name,
      codeVersion,
      settings: {
        ...settings,
        seed: resolved.seed,
        members: resolved.members,
        features: resolved.features,
        ...(options.length > 0 ? { options } : {}),
      },
      datasets: datasets.map(({ region, cutoff, summary: { version, rows, quarantined } }) => {
        return { region, cutoff, version, rows, quarantined };
      }),
      failures: outcomes.flatMap(({ data, member, made }) =>
        'reason' in made ? [{ segment: segmentName(data.segment), member, reason: made.reason }] : [],
      ),
      droppedWindows: Math.max(...made.map(({ droppedWindows }) => droppedWindows)),
      fits: sum(made.map(({ fits }) => fits)),
      reusedFits: sum(made.map(({ reusedFits }) => reusedFits)),
      seconds: (performance.now() - started) / 1000,
      ...errors,
    },
    ...(rows ? { rows } : {}),
  };
}

/** Not one member of one segment could be fitted. */
class NothingFittedError extends Error {
  override readonly name = 'NothingFittedError';

  constructor(outcomes: readonly MemberOutcome[]) {
    const reasons = new Set(outcomes.flatMap(({ made }) => ('reason' in made ? [made.reason] : [])));
    super(`no member of any segment could be fitted: ${[...reasons].join('; ')}`);
  }
}

/** The members of a segment come one after the other, so that they run in parallel and read the same data. */
function tasksOf(
  datasets: readonly RegionDataset[],
  { segments }: BacktestRequest,
  members: readonly FittedMemberName[],
): readonly MemberTask[] {
  const tasks = datasets.flatMap((dataset) =>
    dataset.summary.segments
      .filter(({ segment }) => segments?.includes(`${segment.format}/${segment.velocity}`) ?? true)
      .flatMap((data) => members.map((member) => ({ dataset, data, member }))),
  );
  if (tasks.length === 0) {
    const known = datasets.flatMap(({ summary }) => summary.segments.map(({ segment }) => segmentName(segment)));
    throw refusal('data-without-segments', { segments: segments ?? [], known });
  }
  return tasks;
}

async function fit(
  task: MemberTask,
  { settings, options }: BacktestRequest,
  jobs: OperationJobs,
): Promise<MemberOutcome> {
  const { dataset, data, member } = task;
  const title = `${segmentName(data.segment)} ${member}`;
  const { version, manifest } = dataset.summary;
  try {
    const input = { member, data, dataset: { version, manifest }, settings, ...settingsOf(options) };
    const made = await jobs.run(title, 'backtest-member', input);
    jobs.say(title, `${made.fits} fits, ${made.reusedFits} reused, ${made.seconds.toFixed(1)} s`);
    return { ...task, made };
  } catch (error) {
    // Too short a history is too short for every segment of the region: the request is at fault.
    if (!(error instanceof JobError) || error.errorName === 'TooLittleHistoryError') throw error;
    jobs.say(title, error.message);
    return { ...task, made: { reason: error.message } };
  }
}

async function evaluate(
  outcomes: readonly MemberOutcome[],
  { settings, options, attribute }: BacktestRequest,
  jobs: OperationJobs,
  withRows: boolean,
): Promise<{ errors: BacktestErrors; rows?: Columns }> {
  const segments = [...Map.groupBy(outcomes, ({ data }) => data)].map(([data, some]) => ({
    data,
    manifest: (some[0] as MemberOutcome).dataset.summary.manifest,
    members: some.flatMap(({ made }) => ('reason' in made ? [] : [made])),
  }));
  const input = {
    segments: segments.filter((segment) => segment.members.length > 0),
    horizonWeeks: settings.horizonWeeks,
    withRows,
    ...(attribute === undefined ? {} : { attribute }),
    ...settingsOf(options),
  };
  return jobs.run('errors', 'evaluate-backtest', input);
}

/** What jobs receive of the options that were set. */
function settingsOf(options: readonly ChangedOption[]): { readonly options?: readonly OptionSetting[] } {
  return options.length === 0 ? {} : { options: options.map(({ path, value }) => ({ path, value })) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
