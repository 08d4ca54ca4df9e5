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
  /** Weights without evidence. Default: `priorWeights`. */
  readonly defaultWeights?: MemberWeights;
  /** Rows the default weights count for against the backtest's rows, >= 0. Default 4000. */
  readonly pseudoRows?: number;
}

export interface FittedWeights {
  readonly weights: MemberWeights;
  /** The member that takes all because the blend did worse; null where it did not. */
  readonly bestMember: MemberName | null;
}

/** How much smaller, relative, a lone member's loss must be: the few windows of a backtest cannot tell less from noise. */
const clearlyBetter = 0.03;
/**
 * Weights without evidence: the network is already the mean of two views, and the seasonal member has a say where a backtest
 * speaks for it.
 */
export const priorWeights: MemberWeights = { lasso: 1 / 3, network: 2 / 3, seasonal: 0 };

/**
 * The weights with the least loss, in the aim, among all that are not negative and sum to 1, shrunk towards the default ones:
 * `(n·fitted + m·default) / (n + m)` for n rows and m pseudo-rows. Where one member alone has a loss at least 3% smaller than that
 * blend's, it takes all the weight. Members without any forecast have none.
 */
export function fitWeights(
  rows: BacktestRows,
  { aim = 'balanced', defaultWeights = priorWeights, pseudoRows = 4000 }: EnsembleOptions,
): FittedWeights {
  const present = members.filter((member) => rows[member] && Array.from(rows[member]).some(Number.isFinite));
  if (present.length === 0) throw new NoMemberForecastError(members);
  if (present.length === 1) return { weights: only(present[0]!), bestMember: null };
  const prior = amongPresent(defaultWeights, present);
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
  const total = Math.max(1, common.length + pseudoRows);
  const weights = perMember((member) => (common.length * fitted[member] + pseudoRows * prior[member]) / total);
  const alone = present.map((member) => ({ member, loss: loss(only(member)) })).sort((a, b) => a.loss - b.loss)[0]!;
  if (alone.loss < (1 - clearlyBetter) * loss(weights))
    return { weights: only(alone.member), bestMember: alone.member };
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
