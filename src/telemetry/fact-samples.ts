import type { RealisedErrors } from '../contracts/cycle.ts';
import { cycleStates } from '../ports/cycle-catalogue.ts';
import type { OperationalFacts } from '../ports/operational-facts.ts';
import type { Sample } from './meter.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** What metrics say that only the project knows. */
export interface ProjectFacts {
  readonly regions: readonly string[];
  readonly staleAfterDays: number;
}

/** Metrics of the registry, out of how the engine stands. */
export function factSamples(facts: OperationalFacts, project: ProjectFacts): readonly Sample[] {
  return [
    ...regionSamples(facts, project),
    ...forecastSamples(facts),
    ...cycleSamples(facts),
    ...championSamples(facts, project),
    ...realisedSamples(facts),
    ...triggerSamples(facts),
    ...approvalSamples(facts, project),
  ];
}

/** `2026-11-09` or a moment, in seconds since 1970. */
function seconds(moment: string | Date): number {
  return new Date(moment).getTime() / 1000;
}

/** Every region of the project in every environment that is in use. */
function places({ cycles }: OperationalFacts, { regions }: ProjectFacts) {
  const environments = [...new Set(cycles.map(({ environment }) => environment))];
  return environments.flatMap((environment) => regions.map((region) => ({ environment, region })));
}

function regionSamples(facts: OperationalFacts, project: ProjectFacts): readonly Sample[] {
  return places(facts, project).map((labels) => ({ name: 'shelfcast_region_info', labels, value: 1 }));
}

function forecastSamples({ forecasts }: OperationalFacts): readonly Sample[] {
  return forecasts.flatMap(({ environment, region, cutoff, publishedAt, rows }): readonly Sample[] => {
    const labels = { environment, region };
    return [
      { name: 'shelfcast_forecast_published_timestamp_seconds', labels, value: seconds(publishedAt) },
      { name: 'shelfcast_forecast_cutoff_timestamp_seconds', labels, value: seconds(cutoff) },
      { name: 'shelfcast_forecast_rows', labels, value: rows },
    ];
  });
}

function cycleSamples({ cycles, closed, endedCycles }: OperationalFacts): readonly Sample[] {
  return [
    ...cycles.flatMap(({ environment, region, state, openedAt }): readonly Sample[] => [
      ...cycleStates.map((one): Sample => ({
        name: 'shelfcast_cycle_state',
        labels: { environment, region, state: one },
        value: one === state ? 1 : 0,
      })),
      {
        name: 'shelfcast_cycle_opened_timestamp_seconds',
        labels: { environment, region },
        value: seconds(openedAt),
      },
    ]),
    ...closed.flatMap(({ environment, region, state, openedAt, closedAt, dataset }): readonly Sample[] => {
      const labels = { environment, region };
      return [
        { name: 'shelfcast_region_degraded', labels, value: state === 'degraded' ? 1 : 0 },
        { name: 'shelfcast_cycle_last_duration_seconds', labels, value: seconds(closedAt) - seconds(openedAt) },
        ...(dataset
          ? ([
              { name: 'shelfcast_dataset_rows', labels, value: dataset.rows },
              { name: 'shelfcast_quarantined_rows', labels, value: dataset.quarantined },
              { name: 'shelfcast_quality_warnings', labels, value: dataset.warnings },
            ] as const)
          : []),
      ];
    }),
    ...endedCycles.map(({ environment, region, state, count }): Sample => ({
      name: 'shelfcast_cycles_total',
      labels: { environment, region, outcome: state },
      value: count,
    })),
  ];
}

function championSamples({ champions, closed }: OperationalFacts, { staleAfterDays }: ProjectFacts): readonly Sample[] {
  return [
    {
      name: 'shelfcast_champion_stale_after_seconds',
      labels: {},
      value: (staleAfterDays * dayMs) / 1000,
    },
    ...champions.flatMap(({ environment, segment, trainedTo, backtest }): readonly Sample[] => {
      const { region, format, velocity } = segment;
      const labels = { environment, region, format, velocity };
      const last = closed.find((one) => one.environment === environment && one.region === region);
      const { mape, wape, bias } = backtest.metrics.ensemble ?? {};
      return [
        { name: 'shelfcast_champion_trained_to_timestamp_seconds', labels, value: seconds(trainedTo) },
        ...(last
          ? ([
              {
                name: 'shelfcast_segment_drifted',
                labels,
                value: last.drifted.includes(`${format}/${velocity}`) ? 1 : 0,
              },
            ] as const)
          : []),
        ...ratios('shelfcast_promised_error_ratio', labels, { mape, wape, bias, coverage: backtest.coverage }),
      ];
    }),
  ];
}

interface SegmentLabels {
  readonly environment: string;
  readonly region: string;
  readonly format: string;
  readonly velocity: string;
}

/** A figure that is not defined on the rows has no sample. */
function ratios(
  name: 'shelfcast_promised_error_ratio' | 'shelfcast_realised_error_ratio' | 'shelfcast_realised_baseline_error_ratio',
  labels: SegmentLabels,
  figures: Readonly<Record<string, number | null | undefined>>,
): readonly Sample[] {
  return Object.entries(figures).flatMap(([metric, value]) =>
    value === null || value === undefined || !Number.isFinite(value)
      ? []
      : [{ name, labels: { ...labels, metric }, value }],
  );
}

function realisedSamples({ realised }: OperationalFacts): readonly Sample[] {
  return realised.flatMap(({ environment, region, segments }) =>
    Object.entries(segments).flatMap(([segment, weeks]): readonly Sample[] => {
      const [format = '', velocity = ''] = segment.split('/');
      const labels = { environment, region, format, velocity };
      const sum = (of: (week: RealisedErrors) => number | undefined): number | undefined =>
        weeks.every((week) => of(week) !== undefined)
          ? weeks.reduce((total, week) => total + (of(week) ?? 0), 0)
          : undefined;
      const units = sum((week) => week.units);
      return [
        { name: 'shelfcast_realised_rows', labels, value: sum(({ rows }) => rows) ?? 0 },
        ...ratios('shelfcast_realised_error_ratio', labels, {
          mape: share(
            sum((week) => week.relativeError),
            sum((week) => week.soldRows),
          ),
          wape: share(
            sum((week) => week.absoluteError),
            units,
          ),
          bias: share(
            sum((week) => week.error),
            units,
          ),
          coverage: share(
            sum((week) => week.insideInterval),
            sum((week) => week.intervalRows),
          ),
        }),
        ...ratios('shelfcast_realised_baseline_error_ratio', labels, {
          wape: share(
            sum((week) => week.baselineAbsoluteError),
            units,
          ),
        }),
      ];
    }),
  );
}

function share(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole === 0 ? undefined : part / whole;
}

function triggerSamples({ triggers }: OperationalFacts): readonly Sample[] {
  const regions = Map.groupBy(triggers, ({ environment, region }) => `${environment}/${region}`);
  return [...regions.values()].flatMap((some): readonly Sample[] => {
    const { environment, region } = some[0] as (typeof some)[number];
    const labels = { environment, region };
    const counted = <Key extends 'state' | 'cause'>(key: Key) =>
      [...Map.groupBy(some, (one) => one[key])].map(
        ([value, same]) => [value, same.reduce((total, { count }) => total + count, 0)] as const,
      );
    const pending = some.filter(({ state }) => state === 'pending').map(({ oldest }) => oldest.getTime());
    return [
      ...counted('state').map(([state, value]): Sample => ({
        ...{ name: 'shelfcast_triggers', labels: { ...labels, state }, value },
      })),
      ...counted('cause').map(([cause, value]): Sample => ({
        ...{ name: 'shelfcast_triggers_accepted_total', labels: { ...labels, cause }, value },
      })),
      ...(pending.length > 0
        ? [
            {
              name: 'shelfcast_trigger_oldest_pending_timestamp_seconds',
              ...{ labels, value: Math.min(...pending) / 1000 },
            } as const,
          ]
        : []),
    ];
  });
}

function approvalSamples(facts: OperationalFacts, project: ProjectFacts): readonly Sample[] {
  return places(facts, project).flatMap((labels): readonly Sample[] => {
    const waits = facts.waits.filter(
      ({ environment, region }) => environment === labels.environment && region === labels.region,
    );
    const expire = waits.flatMap(({ expiresAt }) => (expiresAt ? [seconds(expiresAt)] : []));
    return [
      { name: 'shelfcast_approvals_waiting', labels, value: waits.length },
      ...(expire.length > 0
        ? [{ name: 'shelfcast_approval_expires_timestamp_seconds', labels, value: Math.min(...expire) } as const]
        : []),
    ];
  });
}
