import { baselineForecast, type Panel } from '../../forecasting/index.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { ScoringEvidence } from '../../registry/gate/scoring-check.ts';
import type { JobContext } from '../job-context.ts';
import { scoreEnsemble } from '../scoring/score-ensemble.ts';

/** A quarter: long enough to even out deals, short enough to follow the level. */
const recentWeeks = 13;

/** Scores the cutoff with a challenger as if it were champion, and reports the result. */
export async function tryScoring(
  challenger: ModelRecord,
  panel: Panel,
  items: readonly string[],
  context: JobContext,
): Promise<ScoringEvidence> {
  const { horizonWeeks } = context.project.resolved;
  const wanted = baselineForecast(panel, items, panel.cutoffIndex, horizonWeeks);
  const nothing = { expected: wanted.values.length, forecast: 0, unusable: 0, meanForecast: null, meanRecent: null };
  try {
    const { ensemble, seriesIndex } = await scoreEnsemble(challenger, panel, panel.cutoffIndex, items, context);
    const usable = ensemble.filter((value) => Number.isFinite(value) && value >= 0);
    return {
      expected: wanted.values.length,
      forecast: ensemble.length,
      unusable: ensemble.length - usable.length,
      meanForecast: mean(usable),
      meanRecent: mean(recentUnits(panel, new Set(seriesIndex))),
      recentWeeks,
    };
  } catch (error) {
    return { ...nothing, recentWeeks, failure: error instanceof Error ? error.message : String(error) };
  }
}

function recentUnits(panel: Panel, series: ReadonlySet<number>): number[] {
  const width = panel.weeks.length;
  const first = Math.max(0, panel.cutoffIndex - recentWeeks + 1);
  return [...series]
    .flatMap((one) => Array.from(panel.units.subarray(one * width + first, one * width + panel.cutoffIndex + 1)))
    .filter((units) => !Number.isNaN(units));
}

function mean(values: ArrayLike<number>): number | null {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] as number;
  return values.length === 0 ? null : sum / values.length;
}
