import { lossOf } from '../contracts/aim.ts';
import type { Aim } from '../contracts/project.ts';
import { members, perMember, type MemberName } from '../contracts/segment.ts';
import type { BacktestRows } from './backtest-rows.ts';
import { blend } from './blend.ts';
import type { MemberWeights } from './blend.ts';
import { NoMemberForecastError } from './errors.ts';
import { mapeFloorOf } from './mape-floor.ts';
import { measure } from './metrics.ts';
import { ownColumns } from './own-values.ts';
import { simplexMinimum } from './simplex-minimum.ts';
import { unitsOf } from './units-of.ts';

/** What an ensemble aims at, and how far it may follow a backtest. */
export interface EnsembleOptions {
  /** Default `balanced`. */
  readonly aim?: Aim;
  /** Whether the blend is shifted by what served the aim best. Default false. */
  readonly calibrate?: boolean;
  /** Weights without evidence. Default: `priorWeightsOf` the members there are. */
  readonly defaultWeights?: MemberWeights;
  /** What the defaults count for against the backtest. Default: `usualPrior`. */
  readonly prior?: Prior;
}

/** What a backtest has, or what stands against it: each >= 0. */
export interface Prior {
  /** Target weeks. */
  readonly weeks: number;
  readonly rows: number;
}

/**
 * Six weeks and 400 rows. Weeks are what counts in large segments: all series of a week share its shocks, so that one window of ten
 * thousand series says little more than one of a hundred.
 */
export const usualPrior: Prior = { weeks: 6, rows: 400 };

/** How far a backtest of some rows and target weeks is believed against a prior: 0 … 1. */
export function belief({ rows, weeks }: Prior, prior: Prior): number {
  return rows === 0 ? 0 : (weeks / (weeks + prior.weeks)) * (rows / (rows + prior.rows));
}

export interface FittedWeights {
  readonly weights: MemberWeights;
  /** The member that takes all because the blend did worse; null where it did not. */
  readonly bestMember: MemberName | null;
}

/** How much smaller, relative, a lone member's loss must be. */
const clearlyBetter = 0.03;
/** That, and so much more divided by the number of weeks: few weeks cannot tell as little from noise. */
const clearlyBetterInOneWeek = 0.3;
/** The network is already the mean of two views, and the seasonal member counts where a backtest supports it. */
const priorWithoutTrees: MemberWeights = { lasso: 1 / 3, network: 2 / 3, trees: 0, seasonal: 0 };
const priorWithTrees: MemberWeights = { lasso: 0.2, network: 0.4, trees: 0.4, seasonal: 0 };

/** Weights without evidence, of an ensemble of some members. */
export function priorWeightsOf(present: readonly MemberName[]): MemberWeights {
  return present.includes('trees') ? priorWithTrees : priorWithoutTrees;
}

/**
 * The weights with the least loss, in the aim, among all that are not negative and sum to 1, shrunk towards the default ones as
 * far as the backtest is not believed. Where one member alone has a loss clearly smaller than that blend's, it takes all the weight:
 * by 3% and 0.3 divided by the number of weeks, 18% on two weeks, 4% on thirty. Members without any forecast have none.
 */
export function fitWeights(
  rows: BacktestRows,
  { aim = 'balanced', defaultWeights, prior: against = usualPrior }: EnsembleOptions,
): FittedWeights {
  const present = members.filter((member) => rows[member] && Array.from(rows[member]).some(Number.isFinite));
  if (present.length === 0) throw new NoMemberForecastError(members);
  if (present.length === 1) return { weights: only(present[0]!), bestMember: null };
  const prior = amongPresent(defaultWeights ?? priorWeightsOf(present), present);
  const common = Array.from({ length: rows.actual.length }, (_, row) => row).filter((row) =>
    present.every((member) => Number.isFinite(rows[member]![row])),
  );
  const pick = (column: ArrayLike<number>) => Float64Array.from(common, (row) => column[row]!);
  const own = ownColumns(rows);
  const columns = Object.fromEntries(present.map((member) => [member, pick(own[member]!)]));
  const actual = pick(rows.actual);
  const floor = mapeFloorOf(actual);
  const reference = rows.seasonal && measure(actual, pick(rows.seasonal), undefined, floor);
  const loss = (weights: MemberWeights) => {
    const units = blend(weights, columns, common.length).map(unitsOf);
    return lossOf(measure(actual, units, undefined, floor), aim, reference) ?? 0;
  };
  const named = (shares: readonly number[]) => perMember((member) => shares[present.indexOf(member)] ?? 0);
  const start = present.map((member) => prior[member]);
  const fitted = named(simplexMinimum(start, (shares) => loss(named(shares))));
  const weeks = new Set(common.map((row) => rows.week[row]!)).size;
  const believed = belief({ rows: common.length, weeks }, against);
  const weights = perMember((member) => believed * fitted[member] + (1 - believed) * prior[member]);
  const alone = present.map((member) => ({ member, loss: loss(only(member)) })).sort((a, b) => a.loss - b.loss)[0]!;
  const margin = clearlyBetter + clearlyBetterInOneWeek / Math.max(1, weeks);
  if (alone.loss < (1 - margin) * loss(weights)) return { weights: only(alone.member), bestMember: alone.member };
  return { weights, bestMember: null };
}

/** Weights of the members that are there, scaled up to 1; equal ones where none of them has any. */
function amongPresent(weights: MemberWeights, present: readonly MemberName[]): MemberWeights {
  const total = present.reduce((sum, member) => sum + weights[member], 0);
  return perMember((member) => {
    if (!present.includes(member)) return 0;
    return total > 0 ? weights[member] / total : 1 / present.length;
  });
}

function only(member: MemberName): MemberWeights {
  return perMember((other) => (other === member ? 1 : 0));
}
