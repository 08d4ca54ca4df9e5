import type { ForecastExplanation } from '../../contracts/explanation.ts';
import { members, type MemberName } from '../../contracts/segment.ts';
import { addWeeks } from '../../contracts/week.ts';
import { seriesLevels } from '../baseline.ts';
import type { MemberWeights } from '../blend.ts';
import { applyEnsemble } from '../ensemble.ts';
import type { EnsembleModel } from '../ensemble.ts';
import { scoringRows } from '../features/feature-rows.ts';
import { lassoMember } from '../lasso/lasso-member.ts';
import type { MemberForecast } from '../member-forecast.ts';
import { networkMember } from '../network/network-member.ts';
import type { Panel } from '../panel.ts';
import { columnGroups } from './column-groups.ts';
import { explainLasso } from './explain-lasso.ts';
import type { FittedStates } from './fitted-states.ts';

/**
 * How the forecasts of one store and item came about, step by step; none where the panel has no such series. Baseline and members
 * are those that scoring would give.
 *
 * @throws NoMemberForecastError where the model has no member
 */
export function explainForecasts(
  states: FittedStates,
  ensemble: EnsembleModel,
  panel: Panel,
  cutoffIndex: number,
  { store, item }: { readonly store: string; readonly item: string },
): ForecastExplanation[] {
  const forecasts: Partial<Record<MemberName, MemberForecast>> = {
    ...(states.lasso ? { lasso: lassoMember(states.lasso).predict(panel, cutoffIndex, [item]) } : {}),
    ...(states.network ? { network: networkMember(states.network).predict(panel, cutoffIndex, [item]) } : {}),
  };
  const blended = applyEnsemble(ensemble, forecasts);
  const levels = seriesLevels(panel, cutoffIndex);
  const lassoOf = lassoExplainer(states, panel, cutoffIndex, item);
  return Array.from(blended.seriesIndex.keys())
    .filter((row) => panel.stores[panel.seriesStore[blended.seriesIndex[row]!]!] === store)
    .map((row) => {
      const cutoff = panel.weeks[cutoffIndex]!;
      const step = blended.step[row]!;
      const weights = weightsOf(row, forecasts, ensemble.weights);
      const shown = members.flatMap((member) => {
        const units = forecasts[member]?.values[row];
        return units === undefined
          ? []
          : [[member, { units, logUnits: Math.log1p(units), weight: weights[member] }] as const];
      });
      const logUnits = Math.log1p(blended.ensemble[row]!);
      const blend = shown.reduce((sum, [, member]) => sum + member.weight * member.logUnits, 0);
      const lasso = lassoOf(row);
      return {
        store,
        item,
        cutoff,
        step,
        week: addWeeks(cutoff, step),
        baseline: levels[blended.seriesIndex[row]!]!,
        members: Object.fromEntries(shown),
        ...(lasso ? { lasso } : {}),
        networkChange: forecasts.lasso ? blend - Math.log1p(forecasts.lasso.values[row]!) : 0,
        calibration: logUnits - blend,
        ensemble: { units: blended.ensemble[row]!, logUnits },
        p10: blended.p10[row]!,
        p50: blended.p50[row]!,
        p90: blended.p90[row]!,
      };
    });
}

/**
 * Shares of a row's blend, as the ensemble takes them: a member that is missing, or for which the baseline stands in beside one
 * that knows better, leaves its weight to the others; members of weight 0 share equally where no other is there.
 */
function weightsOf(
  row: number,
  forecasts: Partial<Record<MemberName, MemberForecast>>,
  weights: MemberWeights,
): MemberWeights {
  const present = members.filter((member) => forecasts[member]);
  const own = present.filter((member) => forecasts[member]!.byBaseline?.[row] !== 1);
  const counted = own.length > 0 ? own : present;
  const total = counted.reduce((sum, member) => sum + weights[member], 0);
  const shareOf = (member: MemberName) => {
    if (!counted.includes(member)) return 0;
    return total > 0 ? weights[member] / total : 1 / counted.length;
  };
  return { lasso: shareOf('lasso'), network: shareOf('network') };
}

function lassoExplainer({ lasso }: FittedStates, panel: Panel, cutoffIndex: number, item: string) {
  if (!lasso) return () => null;
  const rows = scoringRows(lasso.features, panel, [item], cutoffIndex, lasso.horizonWeeks);
  const groupOf = columnGroups(lasso.features, panel, cutoffIndex);
  // A series with too little history has the baseline for a forecast, whatever the regression would say.
  return (row: number) => (rows.usable[row] === 1 ? explainLasso(lasso, rows, row, panel, groupOf) : null);
}
