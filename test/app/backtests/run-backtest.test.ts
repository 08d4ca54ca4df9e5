import { expect, test } from 'vitest';
import { runBacktest } from '../../../src/app/backtests/run-backtest.ts';
import type { BacktestMemberInput } from '../../../src/contracts/backtest.ts';
import type { SegmentData } from '../../../src/contracts/cycle.ts';
import type { Velocity } from '../../../src/contracts/segment.ts';
import { JobError } from '../../../src/ports/job-errors.ts';
import type { JobInput } from '../../../src/ports/job-runner.ts';
import { performed, testApp, type TestAppParts } from '../../support/app.ts';
import { backtestReport } from '../../support/backtest-report.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';
import { refusalMessage } from '../../support/refusal-message.ts';

const artifact = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
const dataOf = (region: string, velocity: Velocity): SegmentData => {
  return { segment: { region, format: 'large', velocity }, items: artifact, series: 2, dataHash: 'd' };
};

/** Every region has data to the same week and two segments; a member is fitted at once, unless `fail` says why not. */
async function backtester(fail: (input: BacktestMemberInput) => string | undefined = () => undefined) {
  const { project } = await loadedSmallProject();
  const fitted: BacktestMemberInput[] = [];
  const evaluated: JobInput<'evaluate-backtest'>[] = [];
  const { cutoffs, segments, regions, overall, series } = backtestReport;
  const jobs: TestAppParts['jobs'] = {
    'ingest-source': ({ source }) => ({
      source,
      files: 1,
      newFiles: 0,
      rows: 9,
      quarantined: 0,
      reasons: {},
      listing: artifact,
    }),
    'latest-cutoff': () => '2025-10-06',
    'snapshot-dataset': ({ region, cutoff }) => {
      const data = (['fast', 'slow'] as const).map((velocity) => dataOf(region, velocity));
      const summary = { version: `of-${region}`, manifest: artifact, rows: 9, quarantined: 1, segments: data };
      const { version, manifest, rows } = summary;
      return { summary, record: { version, region, cutoff, manifest, rows, qualityProfile: {}, files: [] } };
    },
    'backtest-member': (input) => {
      const reason = fail(input);
      if (reason !== undefined) throw new JobError({ errorName: 'NetworkDivergedError', message: reason, facts: {} });
      fitted.push(input);
      return { member: input.member, windows: [], droppedWindows: 1, fits: 2, reusedFits: 1, seconds: 1 };
    },
    'evaluate-backtest': (input) => {
      evaluated.push(input);
      const rows = input.withRows ? { rows: { store: ['n1', null], actual: Float64Array.of(1, 2) } } : {};
      return { errors: { cutoffs, segments, regions, overall, series }, ...rows };
    },
  };
  return { app: testApp({ project, jobs }), fitted, evaluated };
}

test('members of all segments are fitted, and every forecaster is measured on the same rows', async () => {
  const { app, fitted, evaluated } = await backtester();
  const { report, rows } = await performed(runBacktest, app, { regions: ['north'], cutoff: '2025-09-29' });
  expect(fitted.map(({ data, member }) => `${data.segment.velocity} ${member}`).sort()).toEqual([
    ...['fast lasso', 'fast network', 'slow lasso', 'slow network'],
  ]);
  expect(report).toMatchObject({
    ...{ project: 'small', droppedWindows: 1, fits: 8, reusedFits: 4, failures: [] },
    datasets: [{ region: 'north', cutoff: '2025-09-29', version: 'of-north', rows: 9, quarantined: 1 }],
    settings: { nWindows: 2, horizonWeeks: 2 },
  });
  expect(rows).toBeUndefined();
  expect(evaluated[0]?.segments.map(({ members }) => members.length)).toEqual([2, 2]);
});

test('options are changed for this run alone; rows and a store attribute are for the asking', async () => {
  const { app, fitted, evaluated } = await backtester();
  const options = [{ path: 'members.network.epochs', value: 3 }];
  const { report, rows } = await performed(runBacktest, app, {
    ...{ regions: ['north'], segments: ['large/fast'], options, rows: true, by: 'squareMetres' },
  });
  expect(report.settings.options).toEqual([{ path: 'members.network.epochs', value: 3, before: 2 }]);
  expect(fitted.map((input) => input.options)).toEqual([options, options]);
  expect(evaluated).toMatchObject([{ withRows: true, attribute: 'squareMetres', options }]);
  expect(rows?.['store']).toEqual(['n1', null]);
});

test('a member that cannot be fitted is reported, and the others are measured', async () => {
  const { app } = await backtester(({ member }) => (member === 'network' ? 'the loss became NaN' : undefined));
  const { report } = await performed(runBacktest, app, { regions: ['south'], segments: ['large/slow'] });
  expect(report.failures).toEqual([{ segment: 'south/large/slow', member: 'network', reason: 'the loss became NaN' }]);
  expect(report.fits).toBe(2);
});

test('where nothing can be fitted it fails, with the reasons', async () => {
  const { app } = await backtester(() => 'no heap');
  await expect(performed(runBacktest, app, { regions: ['south'] })).rejects.toThrow(
    'no member of any segment could be fitted: no heap',
  );
});

test.each([
  [{ regions: ['west'] }, 'the project has no region "west"; it has north, south'],
  [{ cutoff: '2025-10-13' }, 'the cutoff 2025-10-13 is after the last shipments of north, 2025-10-06'],
  [{ segments: ['small/fast'] }, 'the data has no segment small/fast; it has north/large/fast, north/large/slow'],
])('%j is refused', async (wishes, message) => {
  const { app } = await backtester();
  expect(await refusalMessage(() => performed(runBacktest, app, { regions: ['north'], ...wishes }))).toBe(
    `UsageError: ${message}`,
  );
});
