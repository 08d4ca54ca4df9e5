import { describe, expect, test } from 'vitest';
import type { OperationalFacts } from '../../src/ports/operational-facts.ts';
import { factSamples } from '../../src/telemetry/fact-samples.ts';

const nothing: OperationalFacts = {
  ...{ forecasts: [], cycles: [], closed: [], endedCycles: [], champions: [], realised: [], triggers: [], waits: [] },
};
const north = { environment: 'prod', region: 'north' };
const south = { environment: 'prod', region: 'south' };
const at = new Date('2026-11-16T09:00:00Z');
const project = { regions: ['north', 'south'], staleAfterDays: 60 };

/** `name{labels} value`, in the order they came. */
function lines(facts: Partial<OperationalFacts>, only: RegExp): readonly string[] {
  return factSamples({ ...nothing, ...facts }, project)
    .map(({ name, labels, value }) => `${name.replace('shelfcast_', '')} ${Object.values(labels).join('/')} ${value}`)
    .filter((line) => only.test(line));
}

describe('metrics of the registry', () => {
  test('an empty one has the limit of staleness alone', () => {
    expect(lines({}, /./)).toEqual(['champion_stale_after_seconds  5184000']);
  });

  test('a region that never had a forecast is there all the same, in an environment that is in use', () => {
    const cycles = [{ ...north, state: 'running', openedAt: at }] as const;
    expect(lines({ cycles }, /^region_info/)).toEqual(['region_info prod/north 1', 'region_info prod/south 1']);
  });

  test('forecasts: moments in seconds since 1970', () => {
    const forecasts = [{ ...north, cutoff: '2026-11-09', publishedAt: at, rows: 24 }];
    expect(lines({ forecasts }, /^forecast/)).toEqual([
      `forecast_published_timestamp_seconds prod/north ${at.getTime() / 1000}`,
      'forecast_cutoff_timestamp_seconds prod/north 1794182400',
      'forecast_rows prod/north 24',
    ]);
  });

  test('cycles: the state of the last one, how long the last ended one took, and what it set aside', () => {
    const facts = {
      cycles: [{ ...north, state: 'running', openedAt: at }],
      closed: [
        {
          ...north,
          state: 'degraded',
          openedAt: at,
          closedAt: new Date(at.getTime() + 90_000),
          drifted: [],
          dataset: { rows: 1000, quarantined: 6, warnings: 1 },
        },
      ],
      endedCycles: [{ ...north, state: 'degraded', count: 3 }],
    } as const;
    expect(lines(facts, /^cycle|^region_degraded|^dataset|^quarantined|^quality/)).toEqual([
      'cycle_state prod/north/running 1',
      'cycle_state prod/north/succeeded 0',
      'cycle_state prod/north/degraded 0',
      'cycle_state prod/north/failed 0',
      'cycle_opened_timestamp_seconds prod/north 1794819600',
      'region_degraded prod/north 1',
      'cycle_last_duration_seconds prod/north 90',
      'dataset_rows prod/north 1000',
      'quarantined_rows prod/north 6',
      'quality_warnings prod/north 1',
      'cycles_total prod/north/degraded 3',
    ]);
  });

  test('what a champion promised, and what was achieved', () => {
    const figures = { rows: 8, mape: 0.3, wape: 0.2, bias: -0.02, rmse0: null, rmseAll: 4 };
    const week = { rows: 10, units: 200, absoluteError: 50, baselineAbsoluteError: 80, error: -10 };
    const facts: Partial<OperationalFacts> = {
      champions: [
        {
          environment: 'prod',
          segment: { region: 'north', format: 'large', velocity: 'fast' },
          trainedTo: '2026-08-03',
          backtest: { metrics: { ensemble: figures }, coverage: 0.8 },
        },
      ],
      closed: [{ ...north, state: 'succeeded', openedAt: at, closedAt: at, drifted: ['large/fast'] }],
      realised: [
        {
          ...north,
          segments: {
            'large/fast': [
              { week: '2026-11-02', ...week, soldRows: 8, relativeError: 2, intervalRows: 10, insideInterval: 9 },
              { week: '2026-11-09', ...week, soldRows: 8, relativeError: 4, intervalRows: 10, insideInterval: 6 },
            ],
            // Of an evaluation of earlier code.
            'small/slow': [{ week: '2026-11-02', rows: 2, units: 0, absoluteError: 1, baselineAbsoluteError: 2 }],
          },
        },
      ],
    };
    expect(lines(facts, /^champion_trained|^promised|^realised|^segment/)).toEqual([
      'champion_trained_to_timestamp_seconds prod/north/large/fast 1785715200',
      'segment_drifted prod/north/large/fast 1',
      'promised_error_ratio prod/north/large/fast/mape 0.3',
      'promised_error_ratio prod/north/large/fast/wape 0.2',
      'promised_error_ratio prod/north/large/fast/bias -0.02',
      'promised_error_ratio prod/north/large/fast/coverage 0.8',
      'realised_rows prod/north/large/fast 20',
      'realised_error_ratio prod/north/large/fast/mape 0.375',
      'realised_error_ratio prod/north/large/fast/wape 0.25',
      'realised_error_ratio prod/north/large/fast/bias -0.05',
      'realised_error_ratio prod/north/large/fast/coverage 0.75',
      'realised_baseline_error_ratio prod/north/large/fast/wape 0.4',
      'realised_rows prod/north/small/slow 2',
    ]);
  });

  test('the ledger: triggers by state, accepted ones by cause, and since when the first one waits', () => {
    const earlier = new Date('2026-11-16T08:00:00Z');
    const triggers = [
      { ...north, state: 'ran', cause: 'timer', count: 2, oldest: earlier },
      { ...north, state: 'merged', cause: 'data', count: 5, oldest: earlier },
      { ...north, state: 'pending', cause: 'data', count: 1, oldest: at },
    ] as const;
    expect(lines({ triggers }, /^trigger/)).toEqual([
      'triggers prod/north/ran 2',
      'triggers prod/north/merged 5',
      'triggers prod/north/pending 1',
      'triggers_accepted_total prod/north/timer 2',
      'triggers_accepted_total prod/north/data 6',
      `trigger_oldest_pending_timestamp_seconds prod/north ${at.getTime() / 1000}`,
    ]);
  });

  test('decisions that wait, and when the first one expires', () => {
    const facts = {
      cycles: [{ ...north, state: 'succeeded', openedAt: at }],
      waits: [
        { ...north, expiresAt: new Date('2026-11-20T00:00:00Z') },
        { ...north, expiresAt: new Date('2026-11-18T00:00:00Z') },
        { ...south },
      ],
    } as const;
    expect(lines(facts, /^approval/)).toEqual([
      'approvals_waiting prod/north 2',
      'approval_expires_timestamp_seconds prod/north 1794960000',
      'approvals_waiting prod/south 1',
    ]);
  });
});
