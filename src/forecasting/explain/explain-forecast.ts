import type { ExplanationByMember, ForecastExplanation } from '../../contracts/explanation.ts';
import { computedMembers, members, perMember, type MemberName } from '../../contracts/segment.ts';
import { addWeeks } from '../../contracts/week.ts';
import { seriesLevels } from '../baseline.ts';
import type { MemberWeights } from '../blend.ts';
import { applyEnsemble } from '../ensemble.ts';
import type { EnsembleModel } from '../ensemble.ts';
import { NoMemberForecastError } from '../errors.ts';
import { rowReader } from '../features/rows-read.ts';
import { pickRows, rowsOfStores, type MemberForecast } from '../member-forecast.ts';
import type { RowExplainer } from '../member-records.ts';
import { computedMemberTable } from '../members.ts';
import type { Panel } from '../panel.ts';
import { ofStates, type FittedStates } from './fitted-states.ts';

/**
 * How the forecasts of an item in some stores came about, step by step; none where the panel has no such series. Baseline and members
 * are those that scoring would give.
 *
 * @throws NoMemberForecastError where the model has no fitted member
 */
export function explainForecasts(
  states: FittedStates,
  ensemble: EnsembleModel,
  panel: Panel,
  cutoffIndex: number,
  { store, item }: { readonly store: string | readonly string[]; readonly item: string },
): ForecastExplanation[] {
  const stores = [store].flat();
  const [known] = Object.values(states);
  if (!known) throw new NoMemberForecastError(members);
  const { horizonWeeks, features } = known;
  const { leadWeeks } = features.settings;
  const read = rowReader(panel, cutoffIndex, { items: [item], stores });
  const computed = computedMembers.map((name) => {
    // What needs no training forecasts an item in all of its stores, which know of each other.
    const all = computedMemberTable[name].explain(panel, item, cutoffIndex, horizonWeeks, leadWeeks);
    const rows = rowsOfStores(panel, all.forecast, stores);
    return { name, forecast: pickRows(all.forecast, rows), explain: (row: number) => all.explain(rows[row]!) };
  });
  const forecasts: Partial<Record<MemberName, MemberForecast>> = {
    ...ofStates(states, ({ record, state }) => record.forecast(state, read(state))),
    ...Object.fromEntries(computed.map(({ name, forecast }) => [name, forecast])),
  };
  const explainers = {
    ...ofStates(states, ({ record, state }): RowExplainer<unknown> => record.explain(state, read(state))),
    ...Object.fromEntries(computed.map(({ name, explain }) => [name, explain])),
  };
  const blended = applyEnsemble(ensemble, forecasts);
  const levels = seriesLevels(panel, cutoffIndex);
  return Array.from(blended.seriesIndex.keys()).map((row) => {
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
    return {
      store: storeOf(panel, blended.seriesIndex[row]!),
      item,
      cutoff,
      step,
      week: addWeeks(cutoff, step),
      baseline: levels[blended.seriesIndex[row]!]!,
      members: Object.fromEntries(shown),
      ...explanationsOf(row, explainers),
      othersChange: forecasts.lasso ? blend - Math.log1p(forecasts.lasso.values[row]!) : 0,
      calibration: logUnits - blend,
      ensemble: { units: blended.ensemble[row]!, logUnits },
      mean: blended.mean[row]!,
      p10: blended.p10[row]!,
      p50: blended.p50[row]!,
      p90: blended.p90[row]!,
    };
  });
}

function storeOf(panel: Panel, series: number): string {
  return panel.stores[panel.seriesStore[series]!]!;
}

/** What the members have to say about a row, by name; those that have nothing to say are left out. */
function explanationsOf(
  row: number,
  explainers: Readonly<Partial<Record<MemberName, RowExplainer<unknown>>>>,
): Partial<ExplanationByMember> {
  const said = members.map((member) => [member, explainers[member]?.(row) ?? null] as const);
  return Object.fromEntries(said.filter(([, explanation]) => explanation !== null));
}

/**
 * Shares of a row's blend, as the ensemble takes them: a member that is missing, or for which the baseline stands in while another
 * has a forecast of its own, leaves its weight to the others; members of weight 0 share equally where no other is there.
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
  return perMember((member) => {
    if (!counted.includes(member)) return 0;
    return total > 0 ? weights[member] / total : 1 / counted.length;
  });
}
