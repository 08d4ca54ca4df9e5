import { lossOf } from '../contracts/aim.ts';
import type { Aim } from '../contracts/project.ts';
import type { MemberName } from '../contracts/segment.ts';
import { members } from '../contracts/segment.ts';
import type { BacktestRows } from './backtest-rows.ts';
import { blend } from './blend.ts';
import type { MemberWeights } from './blend.ts';
import { NoMemberForecastError } from './errors.ts';
import { measure } from './metrics.ts';
import { unitsOf } from './units-of.ts';

/** What an ensemble aims at, and how far it may follow a backtest. */
export interface EnsembleOptions {
  /** Default `balanced`. */
  readonly aim?: Aim;
  /** Whether the blend is shifted by what served the aim best. Default false. */
  readonly calibrate?: boolean;
  /** Weights without evidence. Default 1/3 LASSO, 2/3 network: the network is already the mean of two views. */
  readonly defaultWeights?: MemberWeights;
  /** Rows the default weights count for against the backtest's rows, >= 0. Default 4000. */
  readonly pseudoRows?: number;
}

export interface FittedWeights {
  readonly weights: MemberWeights;
  /** The member that takes all because the blend did worse; null where it did not. */
  readonly bestMember: MemberName | null;
}

const gridSteps = 20;

/** How much smaller, relative, a lone member's loss must be: the few windows of a backtest cannot tell less from noise. */
const clearlyBetter = 0.03;
/** Weights without evidence. */
export const priorWeights: MemberWeights = { lasso: 1 / 3, network: 2 / 3 };

/**
 * The weights with the least loss, in the aim, on a grid, shrunk towards the default ones: `(n·fitted + m·default) / (n + m)` for n rows
 * and m pseudo-rows. Where one member alone has a loss at least 3% smaller than that blend's, it takes all the weight.
 */
export function fitWeights(
  rows: BacktestRows,
  { aim = 'balanced', defaultWeights = priorWeights, pseudoRows = 4000 }: EnsembleOptions,
): FittedWeights {
  const present = members.filter((member) => rows[member] && Array.from(rows[member]).some(Number.isFinite));
  if (present.length === 0) throw new NoMemberForecastError(members);
  if (present.length === 1) return { weights: only(present[0]!), bestMember: null };
  const common = Array.from({ length: rows.actual.length }, (_, row) => row).filter((row) =>
    members.every((member) => Number.isFinite(rows[member]![row])),
  );
  const columns = Object.fromEntries(members.map((m) => [m, Float64Array.from(common, (row) => rows[m]![row]!)]));
  const actual = Float64Array.from(common, (row) => rows.actual[row]!);
  const loss = (weights: MemberWeights) =>
    lossOf(measure(actual, blend(weights, columns, common.length).map(unitsOf)), aim) ?? 0;
  let fitted = defaultWeights.lasso;
  let least = loss(defaultWeights);
  for (let i = 0; i <= gridSteps; i++) {
    const candidate = loss(split(i / gridSteps));
    if (candidate >= least) continue;
    fitted = i / gridSteps;
    least = candidate;
  }
  const total = Math.max(1, common.length + pseudoRows);
  const weights = split((common.length * fitted + pseudoRows * defaultWeights.lasso) / total);
  const alone = members.map((member) => ({ member, loss: loss(only(member)) })).sort((a, b) => a.loss - b.loss)[0]!;
  if (alone.loss < (1 - clearlyBetter) * loss(weights))
    return { weights: only(alone.member), bestMember: alone.member };
  return { weights, bestMember: null };
}

function split(lasso: number): MemberWeights {
  return { lasso, network: 1 - lasso };
}

function only(member: MemberName): MemberWeights {
  return split(member === 'lasso' ? 1 : 0);
}
