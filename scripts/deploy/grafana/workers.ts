import type { Dashboard } from './dashboard.ts';

/** Whether the workers keep up, and what they run on. */
export const workers: Dashboard = {
  uid: 'shelfcast-workers',
  title: 'Shelfcast: workers',
  description: 'Are there workers on every queue, do they keep up, and does what they need answer?',
  rows: [
    {
      title: 'Who works',
      panels: [
        {
          title: 'Workers that poll',
          description: 'By queue and environment; none is an alert.',
          ...{ kind: 'stat', unit: 'short', lowIsBad: true, limits: { warning: 1, critical: 1 } },
          queries: [
            {
              query: 'sum by (environment, queue) (shelfcast_worker_polling{environment="$environment"})',
              legend: '{{queue}}',
            },
          ],
        },
        {
          title: 'Versions',
          description: 'Processes by version of the product: two during a rollout, one otherwise.',
          ...{ kind: 'stat', unit: 'short', width: 6 },
          queries: [{ query: 'count by (version, role) (shelfcast_build_info)', legend: '{{role}} {{version}}' }],
        },
        {
          title: 'Registry',
          description: 'Whether the API could read it, and how long ago.',
          ...{ kind: 'stat', unit: 's', width: 6 },
          queries: [
            { query: 'max(shelfcast_registry_up)', legend: 'up' },
            { query: 'time() - max(shelfcast_registry_read_timestamp_seconds)', legend: 'read ago' },
          ],
        },
      ],
    },
    {
      title: 'Queues',
      panels: [
        {
          title: 'Wait of steps for a slot (95%)',
          description: 'From being scheduled to being started, by queue. An alert fires at ten minutes.',
          ...{ kind: 'timeseries', unit: 's', limits: { warning: 300, critical: 600 } },
          queries: [
            {
              query:
                'histogram_quantile(0.95, sum by (le, task_queue) (rate(temporal_activity_schedule_to_start_latency_seconds_bucket{namespace="$environment"}[$__rate_interval])))',
              legend: '{{task_queue}}',
            },
          ],
        },
        {
          title: 'Wait of workflow tasks (95%)',
          description: 'Workflows that wait long are not short of slots, but of orchestration workers.',
          ...{ kind: 'timeseries', unit: 's' },
          queries: [
            {
              query:
                'histogram_quantile(0.95, sum by (le, task_queue) (rate(temporal_workflow_task_schedule_to_start_latency_seconds_bucket{namespace="$environment"}[$__rate_interval])))',
              legend: '{{task_queue}}',
            },
          ],
        },
        {
          title: 'Free slots',
          description: 'Of activities, by queue: none for long means that more workers would help.',
          ...{ kind: 'timeseries', unit: 'short' },
          queries: [
            {
              query:
                'sum by (task_queue) (temporal_worker_task_slots_available{worker_type="ActivityWorker", namespace="$environment"})',
              legend: '{{task_queue}}',
            },
          ],
        },
        {
          title: 'Requests to Temporal that failed',
          description: 'By operation, a second. Some retries are normal in a restart.',
          ...{ kind: 'timeseries', unit: 'reqps' },
          queries: [
            {
              query: 'sum by (operation) (rate(temporal_request_failure_total[$__rate_interval])) or vector(0)',
              legend: '{{operation}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Jobs',
      panels: [
        {
          title: 'Jobs in processes',
          description: 'Running, and waiting for a process.',
          ...{ kind: 'timeseries', unit: 'short' },
          queries: [{ query: 'sum by (state) (shelfcast_job_processes)', legend: '{{state}}' }],
        },
        {
          title: 'How jobs end',
          description: 'In the chosen period.',
          ...{ kind: 'bargauge', unit: 'short', width: 6 },
          queries: [{ query: 'sum by (outcome) (increase(shelfcast_jobs_total[$__range]))', legend: '{{outcome}}' }],
        },
        {
          title: 'Deaths of processes',
          description: 'In the chosen period, by job and kind. A retry continues from the last checkpoint.',
          ...{ kind: 'stat', unit: 'short', width: 6, limits: { warning: 1, critical: 3 } },
          queries: [
            {
              query: 'sum by (job_name, kind) (increase(shelfcast_job_deaths_total[$__range])) or vector(0)',
              legend: '{{job_name}} {{kind}}',
            },
          ],
        },
        {
          title: 'Duration of jobs (95%)',
          description: 'In their process, without the wait for one.',
          ...{ kind: 'timeseries', unit: 's' },
          queries: [
            {
              query:
                'histogram_quantile(0.95, sum by (le, job_name) (rate(shelfcast_job_duration_seconds_bucket[$__rate_interval])))',
              legend: '{{job_name}}',
            },
          ],
        },
        {
          title: 'Largest memory of jobs',
          description: 'Since each worker started.',
          ...{ kind: 'bargauge', unit: 'bytes' },
          queries: [{ query: 'max by (job_name) (shelfcast_job_peak_memory_bytes)', legend: '{{job_name}}' }],
        },
      ],
    },
    {
      title: 'Machines and API',
      panels: [
        {
          title: 'Free disk',
          description: 'Share of each volume. An alert fires below a tenth.',
          ...{ kind: 'timeseries', unit: 'percentunit', lowIsBad: true, limits: { warning: 0.2, critical: 0.1 } },
          queries: [
            {
              query: 'min by (instance, volume) (shelfcast_disk_free_bytes / shelfcast_disk_size_bytes)',
              legend: '{{instance}} {{volume}}',
            },
          ],
        },
        {
          title: 'Delay of event loops (99%)',
          description: 'A worker that computes on its event loop sends no heartbeats.',
          ...{ kind: 'timeseries', unit: 's' },
          queries: [{ query: 'max by (instance) (nodejs_eventloop_lag_p99_seconds)', legend: '{{instance}}' }],
        },
        {
          title: 'Memory of processes',
          description: 'Resident, without those of jobs.',
          ...{ kind: 'timeseries', unit: 'bytes' },
          queries: [{ query: 'max by (instance) (process_resident_memory_bytes)', legend: '{{instance}}' }],
        },
        {
          title: 'Answers of the API (95%)',
          description: 'By status.',
          ...{ kind: 'timeseries', unit: 's' },
          queries: [
            {
              query:
                'histogram_quantile(0.95, sum by (le, status) (rate(shelfcast_api_request_duration_seconds_bucket[$__rate_interval])))',
              legend: '{{status}}',
            },
          ],
        },
      ],
    },
  ],
};
