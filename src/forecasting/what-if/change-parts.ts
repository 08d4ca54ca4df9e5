import type { ForecastExplanation } from '../../contracts/explanation.ts';
import { members } from '../../contracts/segment.ts';
import type { ChangePart } from '../../contracts/what-if.ts';

/** Sums of numbers that cancel each other are rarely exactly zero. */
const nothing = 1e-12;

/**
 * What led from one forecast to another of the same row: per member its weight times the change of its log forecast, the LASSO's by group of
 * features, and the change of the ensemble's calibration. They add up to the change of the ensemble's log forecast, up to rounding.
 */
export function changeParts(before: ForecastExplanation, after: ForecastExplanation): readonly ChangePart[] {
  const parts = [
    ...members.flatMap((member): readonly ChangePart[] => {
      if (member === 'lasso' && before.lasso && after.lasso) return lassoParts(before, after);
      return [{ by: member, logUnits: weighted(after, member) - weighted(before, member) }];
    }),
    { by: 'calibration', logUnits: after.calibration - before.calibration } as const,
  ];
  return parts
    .filter(({ logUnits }) => Math.abs(logUnits) > nothing)
    .sort((a, b) => Math.abs(b.logUnits) - Math.abs(a.logUnits));
}

function weighted({ members: forecasts }: ForecastExplanation, member: (typeof members)[number]): number {
  const forecast = forecasts[member];
  return forecast ? forecast.weight * forecast.logUnits : 0;
}

/** The LASSO's groups, and what is the same for all of its rows: where it starts, its shift, its floor and ceiling. */
function lassoParts(before: ForecastExplanation, after: ForecastExplanation): readonly ChangePart[] {
  const [old, changed] = [groupsOf(before), groupsOf(after)];
  return [...new Set([...old.keys(), ...changed.keys()])].map((group) => ({
    ...{ by: 'lasso', group },
    logUnits: (changed.get(group) ?? 0) - (old.get(group) ?? 0),
  }));
}

function groupsOf({ lasso, members: { lasso: member } }: ForecastExplanation): ReadonlyMap<string, number> {
  const weight = member?.weight ?? 0;
  const own = lasso!;
  const sums = own.groups.map(({ group, logUnits }) => [group, weight * logUnits] as const);
  const named = sums.reduce((sum, [, logUnits]) => sum + logUnits, 0);
  // The floor at zero, and whatever is no group of features: what is left of the member's own forecast.
  const rest = weight * (member?.logUnits ?? 0) - named - weight * (own.intercept + own.shift);
  return new Map([...sums, [startGroup, weight * (own.intercept + own.shift)], [limitsGroup, rest]]);
}

/** Where the LASSO starts, and its aim; changes where its weight does. */
const startGroup = 'start';
/** Floor and ceiling of a forecast. */
export const limitsGroup = 'floor and ceiling';
