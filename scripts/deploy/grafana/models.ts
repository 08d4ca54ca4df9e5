import type { Dashboard } from './dashboard.ts';

const chosen = '{environment="$environment", region=~"$region"}';
const of = (metric: string): string => `{environment="$environment", region=~"$region", metric="${metric}"}`;
const bySegment = (query: string): string => `max by (region, format, velocity) (${query})`;
const legend = '{{region}}/{{format}}/{{velocity}}';
const day = 24 * 3600;

/** Whether the models hold what they promised. */
export const models: Dashboard = {
  uid: 'shelfcast-models',
  title: 'Shelfcast: models',
  description: 'Do the champions keep what their backtest promised, and how old are they?',
  rows: [
    {
      title: 'Promised and achieved',
      panels: [
        {
          title: 'Realised WAPE',
          description: 'Of what was published, on the weeks that have actuals by now.',
          ...{ kind: 'timeseries', unit: 'percentunit' },
          queries: [{ query: bySegment(`shelfcast_realised_error_ratio${of('wape')}`), legend }],
        },
        {
          title: 'Realised against promised WAPE',
          description: '1 is what the backtest promised; an alert fires at 1.5.',
          ...{ kind: 'timeseries', unit: 'short', limits: { warning: 1.25, critical: 1.5 } },
          queries: [
            {
              query: `${bySegment(`shelfcast_realised_error_ratio${of('wape')}`)} / ${bySegment(`shelfcast_promised_error_ratio${of('wape')}`)}`,
              legend,
            },
          ],
        },
        {
          title: 'Realised WAPE against the historical average',
          description: 'On the same rows; 1 is no better than the average of the past.',
          ...{ kind: 'timeseries', unit: 'short', limits: { warning: 0.9, critical: 1 } },
          queries: [
            {
              query: `${bySegment(`shelfcast_realised_error_ratio${of('wape')}`)} / ${bySegment(`shelfcast_realised_baseline_error_ratio${of('wape')}`)}`,
              legend,
            },
          ],
        },
        {
          title: 'Realised MAPE',
          description: 'Over rows with sales. Small actuals dominate it, so WAPE is shown with it.',
          ...{ kind: 'timeseries', unit: 'percentunit' },
          queries: [{ query: bySegment(`shelfcast_realised_error_ratio${of('mape')}`), legend }],
        },
        {
          title: 'Bias',
          description: 'Above zero: forecast too much, below: too little.',
          ...{ kind: 'timeseries', unit: 'percentunit' },
          queries: [{ query: bySegment(`shelfcast_realised_error_ratio${of('bias')}`), legend }],
        },
        {
          title: 'Coverage of P10 to P90',
          description: 'Share of actuals within the interval; the aim is 80%.',
          ...{ kind: 'timeseries', unit: 'percentunit', lowIsBad: true, limits: { warning: 0.75, critical: 0.65 } },
          queries: [{ query: bySegment(`shelfcast_realised_error_ratio${of('coverage')}`), legend }],
        },
        {
          title: 'Rows with actuals',
          description: 'How many rows the figures above rest on.',
          ...{ kind: 'timeseries', unit: 'short' },
          queries: [{ query: bySegment(`shelfcast_realised_rows${chosen}`), legend }],
        },
        {
          title: 'Promised WAPE',
          description: 'Of the champions, in their backtests.',
          ...{ kind: 'timeseries', unit: 'percentunit' },
          queries: [{ query: bySegment(`shelfcast_promised_error_ratio${of('wape')}`), legend }],
        },
      ],
    },
    {
      title: 'Champions',
      panels: [
        {
          title: 'Age of the training data',
          description: 'Champions beyond staleAfterDays are trained again by the next cycle.',
          ...{ kind: 'bargauge', unit: 's', limits: { warning: 60 * day, critical: 74 * day } },
          queries: [
            {
              query: `time() - ${bySegment(`shelfcast_champion_trained_to_timestamp_seconds${chosen}`)}`,
              legend,
            },
          ],
        },
        {
          title: 'Segments that have drifted',
          description: 'By the last cycle: inputs or errors are not what they were in training.',
          ...{ kind: 'state-timeline', unit: 'short' },
          words: { 0: { text: 'steady', color: 'green' }, 1: { text: 'drift', color: 'red' } },
          queries: [{ query: bySegment(`shelfcast_segment_drifted${chosen}`), legend }],
        },
        {
          title: 'Processor time by segment',
          description: 'Of jobs that answered, in the chosen period: what does a model cost?',
          ...{ kind: 'bargauge', unit: 's' },
          queries: [
            {
              query: `sum by (region, format, velocity) (increase(shelfcast_job_processor_seconds_total{environment="$environment", region=~"$region", format!=""}[$__range]))`,
              legend,
            },
          ],
        },
        {
          title: 'Processor time by job',
          description: 'The same by what was done, all regions together.',
          ...{ kind: 'bargauge', unit: 's' },
          queries: [
            {
              query: 'sum by (job_name) (increase(shelfcast_job_processor_seconds_total[$__range]))',
              legend: '{{job_name}}',
            },
          ],
        },
      ],
    },
  ],
};
