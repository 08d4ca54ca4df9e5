import { fileURLToPath } from 'node:url';
import { baselineForecast, type Panel } from '../../../src/forecasting/index.ts';
import { weekIndex } from '../../orange-juice-panel.ts';
import { defaultSettings } from '../default-settings.ts';
import type { Protocol, SimpleForecast } from '../protocol.ts';
import { median, ofSeries } from '../simple-forecasts.ts';

/** Last training week of each round: 135, 137, … 157. */
const rounds: readonly number[] = Array.from({ length: 12 }, (_, round) => 135 + 2 * round);
/** Cutoffs whose target weeks are all at or before week 135: what settings may be chosen on. */
const validationRounds: readonly number[] = Array.from({ length: 9 }, (_, round) => 108 + 3 * round);
/** Cutoffs before the first round, for the ensembles of the first rounds. */
const warmUp: readonly number[] = [126, 128, 130, 132];

/** MAPE of the benchmark's own mean forecast, in per cent, as its performance board has it. */
const publishedMeanForecast = 70.74;

/**
 * The orange-juice benchmark of TSPerf (github.com/microsoft/forecasting, `retail_sales/OrangeJuice_Pt_3Weeks_Weekly`):
 * 83 stores × 11 brands, 12 rounds. Round r trains on Dominick's weeks 40 … 135 + 2(r − 1) and forecasts the second and the
 * third week after that; the week between is the stores' time to act. Prices, deals and features of the target weeks are
 * known. Units are `round(exp(logmove))`; the metric is MAPE over all rows of all rounds with an actual.
 *
 * All stores and items are one segment. Settings are the product's defaults except for three: the aim is the benchmark's metric,
 * MAPE; the week between is a business lead; every view of the network has two seeds, which cost time and can only steady a
 * forecast.
 */
export function orangeJuice({ validation }: { readonly validation: boolean }): Protocol {
  const [horizonWeeks, leadWeeks] = [3, 1];
  const { members, features, ensemble, seed } = defaultSettings(horizonWeeks - leadWeeks);
  const judged = validation ? validationRounds : rounds;
  const lasso = { ...members.lasso, aim: 'mape' } as const;
  const network = { ...members.network, seedsPerView: 2 };
  return {
    data: 'orange-juice',
    source: fileURLToPath(new URL('../../../examples/orange-juice', import.meta.url)),
    settings: {
      members: { ...members, lasso, network },
      features: { ...features, leadWeeks },
      aim: 'mape',
      ensemble,
      seed,
    },
    horizonWeeks,
    leadWeeks,
    fits: (validation ? judged : [...warmUp, ...judged]).map((cutoff) => ({ cutoff, forecastFrom: [cutoff] })),
    judged,
    ensembleCutoffs: 6,
    lastWeek: validation ? 135 : 160,
    panels: ['all'],
    weekIndex,
    segments: ({ items }, panel) => [{ name: 'all', panel, items }],
    others: (panel, cutoffIndex) => ({
      geometric: geometricMean(panel, cutoffIndex),
      median: median(panel, cutoffIndex),
      protocolMean: protocolMean(panel, cutoffIndex),
    }),
    hasPeer: false,
    check: (figures) => {
      const found = figures['protocolMean']!.mape;
      const passed = validation || found === publishedMeanForecast;
      const verdict = validation ? 'other weeks' : passed ? 'reproduced' : 'NOT reproduced';
      return { passed, text: `mean forecast ${found}, published ${publishedMeanForecast}: ${verdict}` };
    },
  };
}

function geometricMean(panel: Panel, cutoffIndex: number): SimpleForecast {
  const { values } = baselineForecast(panel, panel.items, cutoffIndex, 1, 'geometric');
  return (series) => values[series]!;
}

/**
 * The benchmark's mean forecast: weeks without a row take the last known `logmove` (the first known at the start), then the
 * mean of logs over all weeks, exponentiated and rounded.
 */
function protocolMean(panel: Panel, cutoffIndex: number): SimpleForecast {
  const nWeeks = panel.weeks.length;
  return ofSeries((s) => {
    const logs = Array.from(panel.units.subarray(s * nWeeks, s * nWeeks + cutoffIndex + 1), Math.log);
    const first = logs.find((value) => !Number.isNaN(value)) ?? Number.NaN;
    let last = first;
    let sum = 0;
    for (const value of logs) {
      if (!Number.isNaN(value)) last = value;
      sum += last;
    }
    return Math.round(Math.exp(sum / logs.length));
  });
}
