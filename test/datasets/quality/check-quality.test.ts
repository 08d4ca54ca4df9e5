import { describe, expect, test } from 'vitest';
import type { DatasetManifest, SourceQuality } from '../../../src/contracts/dataset.ts';
import type { ResolvedSource } from '../../../src/contracts/project.ts';
import type { QualityCheck } from '../../../src/contracts/quality.ts';
import { addWeeks } from '../../../src/contracts/week.ts';
import { profileSegment } from '../../../src/datasets/profile/segment-profile.ts';
import { checkQuality } from '../../../src/datasets/quality/check-quality.ts';
import { PanelCounts } from '../../../src/datasets/quality/panel-counts.ts';
import type { Panel } from '../../../src/forecasting/panel.ts';
import { asOf, marketPanel } from '../../support/market-panel.ts';

const panel = marketPanel({ seed: 1, stores: 4, items: 5, weeks: 120 });
const cutoff = panel.weeks[119]!;
const width = panel.weeks.length;

/** The panel without the units of some weeks, counted back from the cutoff, 0 being the cutoff's; of all series or the first ones. */
function without(weeks: readonly number[], series = Infinity): Panel {
  const gone = (cell: number) => weeks.includes(119 - (cell % width)) && Math.floor(cell / width) < series;
  return { ...panel, units: panel.units.map((value, cell) => (gone(cell) ? Number.NaN : value)) };
}

interface Case {
  readonly panel?: Panel;
  readonly checks?: readonly QualityCheck[];
  readonly quality?: Partial<SourceQuality>;
  readonly source?: Partial<ResolvedSource>;
}

function failed({ panel: given = panel, checks, quality = {}, source: more = {} }: Case): readonly string[] {
  const source: ResolvedSource = {
    ...{ name: 'sales', kind: 'shipments', landing: 'sales/*.csv', columns: [], delimiter: ',' },
    ...{ maxBadShare: 0.02, missingWeek: 'missing' },
    standardColumns: [{ name: 'units', type: 'number', optional: false }],
    ...(checks ? { checks } : {}),
    ...more,
  };
  const ofSource: SourceQuality = {
    ...{ source: 'sales', kind: source.kind, files: 1, rows: 100, quarantined: {}, corrected: 0, repeated: 0 },
    ...{ lastWeek: cutoff, ...quality },
  };
  const manifest = { region: 'north', cutoff, knownAhead: ['price'], quality: { sources: [ofSource] } };
  const counts = new PanelCounts([source], manifest);
  counts.add(given);
  const profiles = [profileSegment(given, { velocity: 'fast', items: given.items })];
  const dataset = { manifest: manifest as unknown as DatasetManifest, counts, profiles };
  return checkQuality(dataset, [source])
    .filter(({ passed }) => !passed)
    .map(({ check, severity, detail }) => `${severity} ${check}: ${detail}`);
}

describe('what is looked at in every source', () => {
  test('finds nothing wrong with a year of weekly cutoffs', () => {
    for (let behind = 0; behind < 52; behind += 1) {
      const at = addWeeks(cutoff, -behind);
      expect(failed({ panel: asOf(panel, at) }), at).toEqual([]);
    }
  });

  test.each<[string, Case, RegExp]>([
    [
      'half a week',
      { panel: without([0], 12) },
      /^warn volume: the cutoff week has 8 rows, 40% of the median week; at least 50%/,
    ],
    [
      'weeks that never came',
      { panel: without([3, 4]) },
      /^warn gaps: 2 weeks without rows in the last year: 2023-03-20, 2023-03-27$/,
    ],
    [
      'a stale source',
      { quality: { lastWeek: addWeeks(cutoff, -2) } },
      /^warn freshness: newest row of .*, 2 weeks behind the cutoff; limit 1$/,
    ],
    ['no week at all', { quality: { lastWeek: undefined as never } }, /^warn freshness: no row of any week$/],
  ])('%s: a warning', (_case, given, expected) => {
    expect(failed(given)).toEqual([expect.stringMatching(expected)]);
  });

  test('says nothing about weeks of sources that have none', () => {
    for (const kind of ['stores', 'items', 'events', 'demographics'] as const) {
      expect(failed({ source: { kind }, quality: { lastWeek: undefined as never } })).toEqual([]);
    }
  });
});

describe('what a project asks for', () => {
  const severity = 'block';
  const referential = { check: 'referential', maxShare: 0.01, severity } as const;
  const uniqueness = { check: 'uniqueness', maxShare: 0.05, severity } as const;

  test.each<[string, Case, RegExp | undefined]>([
    [
      'freshness within',
      { source: { freshness: { maxWeeksBehind: 2, severity } }, quality: { lastWeek: addWeeks(cutoff, -2) } },
      undefined,
    ],
    [
      'freshness beyond',
      { source: { freshness: { maxWeeksBehind: 0, severity } }, quality: { lastWeek: addWeeks(cutoff, -1) } },
      /^block freshness: .*, 1 week behind the cutoff; limit 0$/,
    ],
    ['a range that holds', { checks: [{ check: 'range', column: 'units', min: 0, maxShare: 0, severity }] }, undefined],
    [
      'a range that does not',
      { checks: [{ check: 'range', column: 'units', max: 0, maxShare: 0.1, severity }] },
      /^block range: \d+ of \d+ values of units are above 0, limit 10%$/,
    ],
    [
      'a range of an attribute',
      { checks: [{ check: 'range', column: 'squareMetres', min: 1e6, maxShare: 0.5, severity }] },
      /^block range: 4 of 4 values of squareMetres are below 1000000, limit 50%$/,
    ],
    ['complete enough', { checks: [{ check: 'completeness', minCoverage: 0.7, severity }] }, undefined],
    [
      'not complete',
      { panel: without([0], 4), checks: [{ check: 'completeness', minCoverage: 0.9, severity }] },
      /^block completeness: 80% of 20 series have a row in the cutoff week, at least 90% are required$/,
    ],
    [
      'its own volume instead of the usual one',
      { panel: without([0], 12), checks: [{ check: 'volume', minShare: 0.3, severity }] },
      undefined,
    ],
    [
      'too much',
      { checks: [{ check: 'volume', maxShare: 0.5, severity }] },
      /^block volume: .* at most 50% are required$/,
    ],
    [
      'unknown names',
      { quality: { quarantined: { 'unknown-store': 4, 'unknown-item': 1 } }, checks: [referential] },
      /^block referential: 5 rows name an unknown store or item, 4.8%; limit 1%$/,
    ],
    [
      'rows that came twice',
      { quality: { quarantined: { 'duplicate-identical': 3 } }, checks: [uniqueness] },
      undefined,
    ],
    [
      'too many of them',
      { quality: { quarantined: { 'duplicate-conflicting': 9 } }, checks: [uniqueness] },
      /^block uniqueness: 9 rows came twice in their file, 8.3%; limit 5%$/,
    ],
  ])('%s', (_case, given, expected) => {
    expect(failed(given)).toEqual(expected ? [expect.stringMatching(expected)] : []);
  });
});
