import { members, type MemberName } from '../contracts/segment.ts';
import type { BacktestRows } from './backtest-rows.ts';
import type { MemberColumns } from './blend.ts';
import type { MemberForecast } from './member-forecast.ts';

/**
 * What each member forecasts itself: NaN where the baseline stands in for it and another member has a forecast of its own. Scoring and
 * backtests blend these alike.
 */
export function ownValues(forecasts: Partial<Readonly<Record<MemberName, MemberForecast>>>): MemberColumns {
  const present = members.filter((member) => forecasts[member]);
  return without(
    present,
    (member) => forecasts[member]!.values,
    (member) => forecasts[member]!.byBaseline,
  );
}

/** The same of backtest rows. */
export function ownColumns(rows: BacktestRows): MemberColumns {
  const present = members.filter((member) => rows[member]);
  return without(
    present,
    (member) => rows[member]!,
    (member) => rows.byBaseline?.[member],
  );
}

function without(
  present: readonly MemberName[],
  valuesOf: (member: MemberName) => ArrayLike<number>,
  byBaselineOf: (member: MemberName) => ArrayLike<number> | undefined,
): MemberColumns {
  const isOwn = (member: MemberName, row: number) =>
    byBaselineOf(member)?.[row] !== 1 && !Number.isNaN(valuesOf(member)[row]!);
  const columns = present.map((member) => {
    const values = Float64Array.from(valuesOf(member));
    if (!byBaselineOf(member)) return [member, values] as const;
    const others = present.filter((other) => other !== member);
    const own = values.map((value, row) => {
      return !isOwn(member, row) && others.some((other) => isOwn(other, row)) ? Number.NaN : value;
    });
    return [member, own] as const;
  });
  return Object.fromEntries(columns);
}
