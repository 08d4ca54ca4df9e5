import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultFeatures, featureNames, requiredFeatures } from '../../../src/contracts/features.ts';
import { NoTrainingRowsError } from '../../../src/forecasting/errors.ts';
import { featureCatalogue } from '../../../src/forecasting/features/catalogue.ts';
import type { FeatureGroup } from '../../../src/forecasting/features/feature-group.ts';
import { fitFeatures } from '../../../src/forecasting/features/feature-model.ts';
import { scoringRows, trainingRows } from '../../../src/forecasting/features/feature-rows.ts';
import { makePanel } from '../make-panel.ts';
import { richCases, withoutFuture, type RichCase } from './rich-panel.ts';

const poisons = fc.constantFrom(1e6, 0, Number.NaN, Number.POSITIVE_INFINITY);

/** The rows of one group (and of what members need in any case), for training and for scoring. */
function rowsOfGroup({ name }: FeatureGroup, { panel, settings, cutoffIndex, horizonWeeks }: RichCase) {
  const use = [...requiredFeatures, name];
  const model = fitFeatures(panel, cutoffIndex, { ...settings, use });
  return {
    model,
    training: trainingRows(model, panel, panel.items, cutoffIndex, horizonWeeks),
    scoring: scoringRows(model, panel, panel.items, cutoffIndex, horizonWeeks),
  };
}

function hasTrainingRows(rich: RichCase): boolean {
  try {
    return rowsOfGroup(featureCatalogue[0]!, rich).training.series.length > 0;
  } catch (error) {
    if (error instanceof NoTrainingRowsError) return false;
    throw error;
  }
}

it('has every name once, in the order of the names', () => {
  expect(featureCatalogue.map(({ name }) => name)).toEqual(featureNames);
});

it('is described group by group in docs/features.md', () => {
  const documented = readFileSync(new URL('../../../docs/features.md', import.meta.url), 'utf8');
  for (const { name } of featureCatalogue) expect(documented).toContain(`| \`${name}\``);
});

it('has no column for what a panel does not have', () => {
  const bare = { ...makePanel(), knownAhead: {}, roles: { promotions: [] } };
  const { columns } = trainingRows(fitFeatures(bare, 50), bare, bare.items, 50, 2);
  const groups = new Set(columns.map((column) => column.split(/[-:]/)[0]));
  expect([...groups]).toEqual(['units', 'eff', 'level', 'residual', 'time', 'year', 'step']);
});

it('leaves out of the defaults what needs no input and has not shown its worth', () => {
  expect(featureNames.filter((name) => !defaultFeatures.includes(name))).toEqual(['sales-range', 'first-sale']);
});

describe.each(featureCatalogue.map((group) => [group.name, group] as const))('%s', (name, group) => {
  it('sees no value that is unknown at the cutoff', () => {
    fc.assert(
      fc.property(richCases, poisons, (rich, value) => {
        const clean = rowsOfGroup(group, rich);
        const poisoned = rowsOfGroup(group, { ...rich, panel: withoutFuture(rich, value) });
        expect(group.applies(clean.model)).toBe(true);
        expect(poisoned.training).toEqual(clean.training);
        expect(poisoned.scoring).toEqual(clean.scoring);
      }),
      { numRuns: 12 },
    );
  });

  it('shows a training row what scoring sees at its cutoff', () => {
    fc.assert(
      fc.property(richCases, (rich) => {
        const { model, training } = rowsOfGroup(group, rich);
        const { panel, horizonWeeks } = rich;
        const width = training.columns.length;
        const cutoff = training.cutoff[Math.floor(training.cutoff.length / 2)]!;
        const scoring = scoringRows(model, panel, panel.items, cutoff, horizonWeeks);
        let compared = 0;
        training.series.forEach((series, row) => {
          if (training.cutoff[row] !== cutoff) return;
          const other = series * horizonWeeks + training.step[row]! - 1;
          training.columns.forEach((column, j) => {
            expect([column, scoring.values[other * width + j]]).toEqual([column, training.values[row * width + j]]);
            compared++;
          });
        });
        expect(compared).toBeGreaterThan(0);
      }),
      { numRuns: 12 },
    );
  });

  it.runIf(group.knownAhead && name !== 'last-year')('reads no actuals at all', () => {
    fc.assert(
      fc.property(richCases, poisons, (rich, value) => {
        const { model, scoring } = rowsOfGroup(group, rich);
        const { panel, cutoffIndex, horizonWeeks } = rich;
        const other = {
          ...panel,
          units: panel.units.map(() => value),
          observed: Object.fromEntries(
            Object.entries(panel.observed).map(([column, values]) => [column, values.map(() => value)]),
          ),
        };
        const changed = scoringRows(model, other, panel.items, cutoffIndex, horizonWeeks);
        const width = scoring.columns.length;
        const own = scoring.columns.flatMap((column, j) =>
          /^(units|eff-season-mean|level|residual)/.test(column) ? [] : [j],
        );
        const pick = (rows: typeof scoring) =>
          rows.series.keys().map((row) => own.map((j) => rows.values[row * width + j]));
        expect([...pick(changed)]).toEqual([...pick(scoring)]);
      }),
      { numRuns: 12 },
    );
  });

  it('has columns, and only finite numbers whatever the panel holds', () => {
    const strange = fc.constantFrom(0, -5, 1e300, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e12);
    fc.assert(
      fc.property(richCases, strange, fc.boolean(), (rich, value, everywhere) => {
        const change = (columns: Readonly<Record<string, Float64Array>>) =>
          Object.fromEntries(
            Object.entries(columns).map(([column, values]) => {
              return [column, values.map((given, cell) => (everywhere || cell % 3 === 0 ? value : given))];
            }),
          );
        const { panel, settings } = rich;
        const units = everywhere ? panel.units : change({ units: panel.units })['units']!;
        const odd = { ...panel, units, knownAhead: change(panel.knownAhead), observed: change(panel.observed) };
        // Taking weeks away may leave too few to learn from, which is an error of its own.
        fc.pre(hasTrainingRows({ ...rich, panel: odd, settings }));
        const { training, scoring } = rowsOfGroup(group, { ...rich, panel: odd, settings });
        expect(training.values.every(Number.isFinite)).toBe(true);
        expect(scoring.values.every(Number.isFinite)).toBe(true);
        const required = (requiredFeatures as readonly string[]).includes(name);
        const base = rowsOfGroup(featureCatalogue[0]!, rich).training.columns.length;
        expect(training.columns.length - base).toBeGreaterThan(required ? -1 : 0);
      }),
      { numRuns: 12 },
    );
  });
});
