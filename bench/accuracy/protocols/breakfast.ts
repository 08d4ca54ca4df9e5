import { splitVelocity } from '../../../src/forecasting/index.ts';
import { velocities } from '../../../src/contracts/segment.ts';
import { breakfastPanels, breakfastWeeks } from '../../breakfast-panel.ts';
import { defaultSettings } from '../default-settings.ts';
import type { Protocol } from '../protocol.ts';
import { knownUnits, lastYear, meanOfEight } from '../simple-forecasts.ts';

const horizonWeeks = 4;
/** Last training week of each round: 132, 136, … 152 of 156. */
const rounds: readonly number[] = Array.from({ length: 6 }, (_, round) => 132 + horizonWeeks * round);
/** Cutoffs whose target weeks are all at or before week 132: what settings may be chosen on. */
const validationRounds: readonly number[] = Array.from({ length: 5 }, (_, round) => 112 + horizonWeeks * round);
/** Observed weeks that a series needs before a cutoff for its rows to count. */
const minimumWeeks = 8;
/** MAPE and WAPE of the mean of eight weeks, in per cent, as they are known from elsewhere. */
const knownMeanOfEight = { mape: 59.8, wape: 39 };

/**
 * Breakfast at the Frat: 58 products, 77 stores, 156 weeks. Rounds are four weeks apart and forecast four weeks each; price, base
 * price, feature, display and price cut of the target weeks are known. Two regions, two formats, and the product's own velocities,
 * as known at each cutoff. All settings are the product's defaults. Before the first round come as many cutoffs as a
 * cycle has backtest windows, for the ensembles; a round's ensemble uses that many cutoffs before it.
 *
 * @param source folder of the data
 */
export function breakfast({ validation, source }: { readonly validation: boolean; readonly source: string }): Protocol {
  const settings = defaultSettings(horizonWeeks);
  const { nWindows } = settings.backtest;
  const judged = validation ? validationRounds : rounds;
  const warmUp = Array.from({ length: nWindows }, (_, i) => rounds[0]! - horizonWeeks * (nWindows - i));
  return {
    data: 'breakfast',
    source,
    settings,
    horizonWeeks,
    leadWeeks: 0,
    fits: (validation ? judged : [...warmUp, ...judged]).map((cutoff) => ({ cutoff, forecastFrom: [cutoff] })),
    judged,
    ensembleCutoffs: nWindows,
    lastWeek: validation ? rounds[0]! : breakfastWeeks,
    panels: breakfastPanels,
    weekIndex: (week) => week - 1,
    segments: (panel, name, cutoffIndex) => {
      const split = splitVelocity({ ...panel, cutoffIndex }, settings.velocity);
      return velocities.map((velocity) => ({ name: `${name}/${velocity}`, panel: name, items: split[velocity] }));
    },
    counts: (panel, series, cutoffIndex) => knownUnits(panel, series, cutoffIndex).length >= minimumWeeks,
    others: (panel, cutoffIndex) => {
      const mean8 = meanOfEight(panel, cutoffIndex);
      return { mean8, seasonalNaive: lastYear(panel, cutoffIndex, mean8) };
    },
    hasPeer: true,
    check: ({ mean8 }) => {
      const { mape, wape } = mean8!;
      const rounded = [mape, wape].map((figure) => Math.round(10 * figure!) / 10);
      const same = rounded[0] === knownMeanOfEight.mape && rounded[1] === knownMeanOfEight.wape;
      const verdict = validation ? 'other weeks' : same ? 'reproduced' : 'NOT reproduced';
      const known = `${knownMeanOfEight.mape} / ${knownMeanOfEight.wape}`;
      return {
        passed: validation || same,
        text: `mean of eight weeks ${rounded.join(' / ')}, known ${known}: ${verdict}`,
      };
    },
  };
}
