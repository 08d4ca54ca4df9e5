import fc from 'fast-check';
import { featureNames, type FeatureSettings } from '../../../src/contracts/features.ts';
import type { Panel } from '../../../src/forecasting/index.ts';
import { randomStream } from '../../../src/forecasting/random.ts';
import { makePanel } from '../make-panel.ts';

/** A panel with every input a feature can need, and settings under which every group of features has columns. */
export interface RichCase {
  readonly panel: Panel;
  readonly settings: FeatureSettings;
  readonly cutoffIndex: number;
  readonly horizonWeeks: number;
}

/** Small panels of any shape, of which all units are known and some cells of everything are missing. */
export const richCases: fc.Arbitrary<RichCase> = fc
  .record({
    stores: fc.integer({ min: 1, max: 3 }),
    items: fc.integer({ min: 1, max: 3 }),
    weeks: fc.integer({ min: 90, max: 130 }),
    weeksAfterCutoff: fc.integer({ min: 4, max: 8 }),
    horizonWeeks: fc.integer({ min: 1, max: 3 }),
    leadWeeks: fc.integer({ min: 0, max: 2 }),
    missingShare: fc.constantFrom(0, 0.1),
    seed: fc.nat(1000),
  })
  .map(({ weeks, weeksAfterCutoff, horizonWeeks, leadWeeks, ...options }) => ({
    panel: richPanel({ ...options, weeks }),
    settings: richSettings(leadWeeks),
    cutoffIndex: weeks - 1 - weeksAfterCutoff,
    horizonWeeks,
  }));

/** Settings under which every group of features has columns. */
export function richSettings(leadWeeks: number): FeatureSettings {
  return {
    use: featureNames,
    leadWeeks,
    seasonalFromWeeks: 61,
    calendar: {
      holidays: [
        { name: 'christmas', rule: 'month-day', month: 12, day: 25 },
        { name: 'thanksgiving', rule: 'nth-weekday', month: 11, weekday: 'thursday', nth: 4 },
        { name: 'easter', rule: 'easter', offsetDays: 0 },
        { name: 'final', rule: 'dates', dates: ['2024-02-11', '2025-02-09'] },
      ],
      paydays: { daysOfMonth: [15, 'last'] },
    },
  };
}

/** A panel with every input a feature can need. */
export function richPanel(options: Parameters<typeof makePanel>[0] & { weeks: number; seed: number }): Panel {
  const panel = makePanel({ ...options, cutoffIndex: options.weeks - 1, zeroShare: 0.1 });
  const random = randomStream(options.seed, 'rich');
  const gappy = (value: () => number) =>
    panel.units.map(() => (random() < (options.missingShare ?? 0) ? Number.NaN : value()));
  return {
    ...panel,
    knownAhead: {
      price: panel.knownAhead['price']!,
      deal: panel.knownAhead['deal']!,
      temperature: gappy(() => 30 * random()),
      fair: gappy(() => Math.floor(2 * random())),
      cost: gappy(() => 1 + random()),
    },
    observed: { returned: gappy(() => Math.floor(4 * random())), visitors: gappy(() => 1000 * random()) },
    roles: { price: 'price', promotions: ['deal'], weather: ['temperature'], events: ['fair'], returns: 'returned' },
  };
}

/** Replaces what a forecast from the cutoff may not know: later actuals, and drivers beyond the last target week. */
export function withoutFuture({ panel, settings, cutoffIndex, horizonWeeks }: RichCase, value: number): Panel {
  const nWeeks = panel.weeks.length;
  const after = (columns: Panel['knownAhead'], lastKnown: number) =>
    Object.fromEntries(
      Object.entries(columns).map(([name, column]) => {
        return [name, column.map((known, cell) => (cell % nWeeks > lastKnown ? value : known))];
      }),
    );
  const lastActual = cutoffIndex - settings.leadWeeks;
  return {
    ...panel,
    ...after({ units: panel.units }, lastActual),
    observed: after(panel.observed, lastActual),
    knownAhead: after(panel.knownAhead, cutoffIndex + horizonWeeks),
  };
}
