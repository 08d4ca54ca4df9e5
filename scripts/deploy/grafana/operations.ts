import type { Dashboard } from './dashboard.ts';

const chosen = '{environment="$environment", region=~"$region"}';
const of = (label: string): string => `{environment="$environment", region=~"$region", ${label}}`;
/** The same in every replica of the API. */
const byRegion = (query: string): string => `max by (region) (${query})`;
const hour = 3600;
const day = 24 * hour;

/** Whether every region has its forecast, and what stands in the way. */
export const operations: Dashboard = {
  uid: 'shelfcast-operations',
  title: 'Shelfcast: operations',
  description:
    'Is the forecast of every region there, and if not, why? Each alert on this page has its runbook in docs/runbooks.md.',
  rows: [
    {
      title: 'Forecasts',
      panels: [
        {
          title: 'Age of the newest forecast',
          description: 'Since it was published. Weekly forecasts are renewed within eight days.',
          ...{ kind: 'bargauge', unit: 's', limits: { warning: 7.5 * day, critical: 8 * day } },
          queries: [
            {
              query: `time() - ${byRegion(`shelfcast_forecast_published_timestamp_seconds${chosen}`)}`,
              legend: '{{region}}',
            },
          ],
        },
        {
          title: 'Age of the data in the newest forecast',
          description: 'Since the week of its cutoff began: a forecast of today may rest on old data.',
          ...{ kind: 'bargauge', unit: 's', limits: { warning: 15 * day, critical: 22 * day } },
          queries: [
            {
              query: `time() - ${byRegion(`shelfcast_forecast_cutoff_timestamp_seconds${chosen}`)}`,
              legend: '{{region}}',
            },
          ],
        },
        {
          title: 'Regions',
          description: 'All, those with a forecast, and those whose last cycle left them degraded.',
          ...{ kind: 'stat', unit: 'short', width: 6 },
          queries: [
            { query: `count(${byRegion(`shelfcast_region_info${chosen}`)})`, legend: 'regions' },
            { query: `count(${byRegion(`shelfcast_forecast_rows${chosen}`)})`, legend: 'with a forecast' },
            { query: `sum(${byRegion(`shelfcast_region_degraded${chosen}`)})`, legend: 'degraded' },
          ],
        },
        {
          title: 'Rows of the newest forecast',
          description: 'A region that publishes far fewer rows than before has lost stores or items.',
          ...{ kind: 'bargauge', unit: 'short', width: 6 },
          queries: [{ query: byRegion(`shelfcast_forecast_rows${chosen}`), legend: '{{region}}' }],
        },
      ],
    },
    {
      title: 'Cycles',
      panels: [
        {
          title: 'State of the last cycle',
          description: 'How the cycle that was opened last stands.',
          ...{ kind: 'state-timeline', unit: 'short' },
          words: {
            0: { text: 'running', color: 'blue' },
            1: { text: 'succeeded', color: 'green' },
            2: { text: 'degraded', color: 'yellow' },
            3: { text: 'failed', color: 'red' },
          },
          queries: [
            {
              query: [
                `1 * ${byRegion(`shelfcast_cycle_state${of('state="succeeded"')}`)}`,
                `2 * ${byRegion(`shelfcast_cycle_state${of('state="degraded"')}`)}`,
                `3 * ${byRegion(`shelfcast_cycle_state${of('state="failed"')}`)}`,
              ].join(' + '),
              legend: '{{region}}',
            },
          ],
        },
        {
          title: 'Duration of the last cycle',
          description: 'From its beginning to its end, of the last one that ended.',
          ...{ kind: 'timeseries', unit: 's' },
          queries: [{ query: byRegion(`shelfcast_cycle_last_duration_seconds${chosen}`), legend: '{{region}}' }],
        },
        {
          title: 'Cycles by outcome',
          description: 'All that have ended.',
          ...{ kind: 'stat', unit: 'short', width: 8 },
          queries: [
            {
              query: `sum by (outcome) (max by (region, outcome) (shelfcast_cycles_total${chosen}))`,
              legend: '{{outcome}}',
            },
          ],
        },
        {
          title: 'Time by stage',
          description: 'Mean seconds of a step, by stage of the cycle: what makes a cycle long?',
          ...{ kind: 'timeseries', unit: 's', width: 16 },
          queries: [
            {
              query:
                'sum by (stage) (rate(shelfcast_step_duration_seconds_sum[$__rate_interval])) / sum by (stage) (rate(shelfcast_step_duration_seconds_count[$__rate_interval]))',
              legend: '{{stage}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Triggers and decisions',
      panels: [
        {
          title: 'Ledger',
          description: 'Every trigger ends in a cycle, on its own or merged into one.',
          ...{ kind: 'stat', unit: 'short' },
          queries: [
            {
              query: `sum by (state) (max by (region, state) (shelfcast_triggers${chosen}))`,
              legend: '{{state}}',
            },
          ],
        },
        {
          title: 'Why cycles were asked for',
          description: 'Accepted triggers by cause.',
          ...{ kind: 'bargauge', unit: 'short', width: 6 },
          queries: [
            {
              query: `sum by (cause) (max by (region, cause) (shelfcast_triggers_accepted_total${chosen}))`,
              legend: '{{cause}}',
            },
          ],
        },
        {
          title: 'Decisions that wait for a person',
          description: 'Challengers whose promotion nobody has decided on yet.',
          ...{ kind: 'stat', unit: 'short', width: 6, limits: { warning: 1, critical: 10 } },
          queries: [{ query: byRegion(`shelfcast_approvals_waiting${chosen}`), legend: '{{region}}' }],
        },
      ],
    },
    {
      title: 'Data',
      panels: [
        {
          title: 'Rows set aside',
          description: 'Share of the rows of the last dataset version that went to quarantine.',
          ...{ kind: 'timeseries', unit: 'percentunit', limits: { warning: 0.01, critical: 0.02 } },
          queries: [
            {
              query: `${byRegion(`shelfcast_quarantined_rows${chosen}`)} / (${byRegion(`shelfcast_quarantined_rows${chosen}`)} + ${byRegion(`shelfcast_dataset_rows${chosen}`)})`,
              legend: '{{region}}',
            },
          ],
        },
        {
          title: 'Rows of the last dataset version',
          description: 'It grows by a week with each week.',
          ...{ kind: 'timeseries', unit: 'short', width: 6 },
          queries: [{ query: byRegion(`shelfcast_dataset_rows${chosen}`), legend: '{{region}}' }],
        },
        {
          title: 'Quality warnings',
          description: 'Checks of the last dataset version that failed without blocking.',
          ...{ kind: 'stat', unit: 'short', width: 6, limits: { warning: 1, critical: 5 } },
          queries: [{ query: byRegion(`shelfcast_quality_warnings${chosen}`), legend: '{{region}}' }],
        },
      ],
    },
  ],
};
