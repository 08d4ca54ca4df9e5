/** Who exposes a metric: every process with a status server, workers, the API, or the API out of the registry. */
export type MetricSource = 'every process' | 'worker' | 'api' | 'registry';

interface MetricDefinition {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly from: MetricSource;
  /** What it says, with the unit and the meaning of its labels' values. */
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds of a histogram, seconds. */
  readonly buckets?: readonly number[];
}

const place = ['environment', 'region'] as const;
const segment = [...place, 'format', 'velocity'] as const;
/** From a second to four hours. */
const longSeconds = [1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14_400];
const shortSeconds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Every metric of the product; the SDK's own, `temporal_…`, and Node's, `process_…` and `nodejs_…`, are with them in `/metrics`.
 *
 * Labels are bounded by the project: environments, regions, formats, velocities, names of jobs and steps. No store, item, cycle or model
 * is a label. Points in time are seconds since 1970, so that an age is right whenever it is asked for.
 */
const metricTable = {
  shelfcast_build_info: {
    ...{ type: 'gauge', from: 'every process', labels: ['version', 'role'] },
    help: 'Always 1: the version of the product that runs, and what the process does (worker, api).',
  },

  shelfcast_worker_polling: {
    ...{ type: 'gauge', from: 'worker', labels: ['environment', 'queue'] },
    help: 'Whether the worker takes work from a queue of an environment: 1, or 0 while it starts, stops or has failed.',
  },
  shelfcast_step_duration_seconds: {
    ...{ type: 'histogram', from: 'worker', labels: ['stage', 'step', 'outcome'], buckets: longSeconds },
    help: 'Seconds that one attempt of a step took, by stage of the cycle and outcome (succeeded, failed, cancelled).',
  },
  shelfcast_jobs_total: {
    ...{ type: 'counter', from: 'worker', labels: ['job_name', 'outcome'] },
    help: 'Jobs in child processes that have ended, by outcome (succeeded, failed, cancelled, died).',
  },
  shelfcast_job_deaths_total: {
    ...{ type: 'counter', from: 'worker', labels: ['job_name', 'kind'] },
    help: 'Jobs whose process died without an answer, by kind (signal, exit, heap, memory-limit, stalled).',
  },
  shelfcast_job_duration_seconds: {
    ...{ type: 'histogram', from: 'worker', labels: ['job_name'], buckets: longSeconds },
    help: 'Seconds of a job in its process, without the wait for one.',
  },
  shelfcast_job_processor_seconds_total: {
    ...{ type: 'counter', from: 'worker', labels: ['job_name', ...segment] },
    help: 'Processor seconds of jobs that answered. Labels of a place are empty where a job is for all of them.',
  },
  shelfcast_job_processes: {
    ...{ type: 'gauge', from: 'worker', labels: ['state'] },
    help: 'Jobs by state: running in a process, or waiting for one.',
  },
  shelfcast_job_peak_memory_bytes: {
    ...{ type: 'gauge', from: 'worker', labels: ['job_name'] },
    help: 'Largest resident set of a job since the worker started.',
  },
  shelfcast_disk_free_bytes: {
    ...{ type: 'gauge', from: 'every process', labels: ['volume'] },
    help: 'Bytes a process may still write, by volume (cache, temporary; artifacts where they are in a folder).',
  },
  shelfcast_disk_size_bytes: {
    ...{ type: 'gauge', from: 'every process', labels: ['volume'] },
    help: 'Size of a volume, in bytes.',
  },

  shelfcast_api_request_duration_seconds: {
    ...{ type: 'histogram', from: 'api', labels: ['method', 'route', 'status'], buckets: shortSeconds },
    help: 'Seconds until an answer of the API was sent, by route (its pattern) and status.',
  },
  shelfcast_registry_up: {
    ...{ type: 'gauge', from: 'api', labels: [] },
    help: 'Whether the last read of the registry succeeded. Where it is 0, there are no metrics of the registry.',
  },
  shelfcast_registry_read_timestamp_seconds: {
    ...{ type: 'gauge', from: 'api', labels: [] },
    help: 'When the registry was last read: metrics of the registry are as of then.',
  },

  shelfcast_region_info: {
    ...{ type: 'gauge', from: 'registry', labels: place },
    help: 'Always 1: every region of the project, in each environment in which any of them has had a cycle.',
  },
  shelfcast_forecast_published_timestamp_seconds: {
    ...{ type: 'gauge', from: 'registry', labels: place },
    help: 'When the newest forecast of a region was published.',
  },
  shelfcast_forecast_cutoff_timestamp_seconds: {
    ...{ type: 'gauge', from: 'registry', labels: place },
    help: 'First day of the last week of data that the newest forecast has seen, midnight UTC.',
  },
  shelfcast_forecast_rows: {
    ...{ type: 'gauge', from: 'registry', labels: place },
    help: 'Rows of the newest forecast.',
  },
  shelfcast_region_degraded: {
    ...{ type: 'gauge', from: 'registry', labels: place },
    help: 'Whether the last cycle that ended left the region degraded (1).',
  },
  shelfcast_cycle_state: {
    ...{ type: 'gauge', from: 'registry', labels: [...place, 'state'] },
    help: '1 for the state of the cycle that was opened last (running, succeeded, degraded, failed), 0 for the others.',
  },
  shelfcast_cycles_total: {
    ...{ type: 'counter', from: 'registry', labels: [...place, 'outcome'] },
    help: 'Cycles that have ended, by outcome (succeeded, degraded, failed).',
  },
  shelfcast_cycle_opened_timestamp_seconds: {
    ...{ type: 'gauge', from: 'registry', labels: place },
    help: 'When the cycle that was opened last began.',
  },
  shelfcast_cycle_last_duration_seconds: {
    ...{ type: 'gauge', from: 'registry', labels: place },
    help: 'Seconds from the beginning to the end of the last cycle that ended.',
  },
  shelfcast_champion_trained_to_timestamp_seconds: {
    ...{ type: 'gauge', from: 'registry', labels: segment },
    help: 'First day of the last week of data that the champion was trained on, midnight UTC.',
  },
  shelfcast_champion_stale_after_seconds: {
    ...{ type: 'gauge', from: 'registry', labels: [] },
    help: 'Age of its training data from which a champion is stale: staleAfterDays of the project.',
  },
  shelfcast_promised_error_ratio: {
    ...{ type: 'gauge', from: 'registry', labels: [...segment, 'metric'] },
    help: 'Errors of the champion in its backtest, as shares, by metric (mape, wape, bias, coverage).',
  },
  shelfcast_realised_error_ratio: {
    ...{ type: 'gauge', from: 'registry', labels: [...segment, 'metric'] },
    help: 'Errors of what was published, on the weeks that the newest evaluation has actuals of, as shares, by metric (mape, wape, bias, coverage).',
  },
  shelfcast_realised_baseline_error_ratio: {
    ...{ type: 'gauge', from: 'registry', labels: [...segment, 'metric'] },
    help: 'The same errors of the historical average on the same rows, by metric (wape).',
  },
  shelfcast_realised_rows: {
    ...{ type: 'gauge', from: 'registry', labels: segment },
    help: 'Forecast rows that the realised errors of a segment are measured on.',
  },
  shelfcast_segment_drifted: {
    ...{ type: 'gauge', from: 'registry', labels: segment },
    help: 'Whether the last cycle that ended found that inputs or errors of the segment had drifted (1).',
  },
  shelfcast_triggers: {
    ...{ type: 'gauge', from: 'registry', labels: [...place, 'state'] },
    help: 'Triggers in the ledger by state (pending, running, ran, merged, failed).',
  },
  shelfcast_triggers_accepted_total: {
    ...{ type: 'counter', from: 'registry', labels: [...place, 'cause'] },
    help: 'Triggers that a controller has accepted, by cause.',
  },
  shelfcast_trigger_oldest_pending_timestamp_seconds: {
    ...{ type: 'gauge', from: 'registry', labels: place },
    help: 'When the trigger that has waited longest was accepted. Left out where none waits.',
  },
  shelfcast_approvals_waiting: {
    ...{ type: 'gauge', from: 'registry', labels: place },
    help: 'Challengers that wait for a decision of a person.',
  },
  shelfcast_approval_expires_timestamp_seconds: {
    ...{ type: 'gauge', from: 'registry', labels: place },
    help: 'When the first of them expires. Left out where none waits.',
  },
  shelfcast_dataset_rows: {
    ...{ type: 'gauge', from: 'registry', labels: place },
    help: 'Rows of the dataset version of the last cycle that ended.',
  },
  shelfcast_quarantined_rows: {
    ...{ type: 'gauge', from: 'registry', labels: place },
    help: 'Rows that were set aside when that dataset version was made.',
  },
  shelfcast_quality_warnings: {
    ...{ type: 'gauge', from: 'registry', labels: place },
    help: 'Quality checks of that dataset version that failed without blocking.',
  },
} as const satisfies Readonly<Record<`shelfcast_${string}`, MetricDefinition>>;

export type MetricName = keyof typeof metricTable;

/** The labels of a metric, each with its value. */
export type LabelsOf<Name extends MetricName> = Readonly<Record<(typeof metricTable)[Name]['labels'][number], string>>;

export const metricDefinitions: Readonly<Record<MetricName, MetricDefinition>> = metricTable;
export const metricNames = Object.keys(metricTable) as readonly MetricName[];

type NamesOfType<Type> = {
  [Name in MetricName]: (typeof metricTable)[Name]['type'] extends Type ? Name : never;
}[MetricName];
export type CounterName = NamesOfType<'counter'>;
export type GaugeName = NamesOfType<'gauge'>;
export type HistogramName = NamesOfType<'histogram'>;
