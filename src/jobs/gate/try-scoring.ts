import { baselineForecast, type Panel } from '../../forecasting/index.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { ScoringEvidence } from '../../registry/gate/scoring-check.ts';
import type { JobContext } from '../job-context.ts';
import { scoreEnsemble } from '../scoring/score-ensemble.ts';
import { recentLevel, recentWeeks } from './recent-level.ts';

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
    const scored = await scoreEnsemble(challenger, panel, panel.cutoffIndex, items, context);
    const { ensemble, mean } = scored;
    const isUsable = (value: number): boolean => Number.isFinite(value) && value >= 0;
    return {
      expected: wanted.values.length,
      forecast: ensemble.length,
      unusable: ensemble.filter((value, row) => !isUsable(value) || !isUsable(mean[row]!)).length,
      ...recentLevel(panel, scored),
      recentWeeks,
    };
  } catch (error) {
    return { ...nothing, recentWeeks, failure: error instanceof Error ? error.message : String(error) };
  }
}
