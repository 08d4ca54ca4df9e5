import { commonMape } from '../../contracts/shown-mape.ts';
import type { ErrorSums, ModelComparison } from '../../contracts/model-comparison.ts';

/** Differences below this share of the larger figure are called the same: less is noise on any backtest. */
const sameBelow = 0.005;

type Side = 'first' | 'second';

/** Which of two models is better on what, in whole sentences. */
export function comparisonInWords({ first, second, windows, units, metrics, items, note }: ModelComparison): string[] {
  const nameOf = (side: Side): string => ({ first, second })[side].slice(0, 8);
  if (windows.length === 0) return [`Nothing can be compared. ${note ?? 'No row was forecast by both.'}`];
  const { floored, of: mapeOf } = commonMape([metrics.first, metrics.second]);
  const figures: readonly (readonly [name: string, first: number | null, second: number | null])[] = [
    ['WAPE', metrics.first.wape, metrics.second.wape],
    [floored ? 'MAPE with a floor' : 'MAPE', mapeOf(metrics.first), mapeOf(metrics.second)],
    ['RMSE over all rows', metrics.first.rmseAll, metrics.second.rmseAll],
    ['RMSE on rows without sales', metrics.first.rmse0, metrics.second.rmse0],
    ['bias', absolute(metrics.first.bias), absolute(metrics.second.bias)],
    ['over-forecast units', units.first.over, units.second.over],
    ['under-forecast units', units.first.under, units.second.under],
  ];
  const known = figures.flatMap(([name, one, two]) =>
    one === null || two === null ? [] : [[name, one, two] as const],
  );
  const better = (side: Side) => known.filter(([, one, two]) => winner(one, two) === side).map(([name]) => name);
  const alike = known.filter(([, one, two]) => winner(one, two) === undefined).map(([name]) => name);
  const sides = (['first', 'second'] as const).flatMap((side) => {
    const names = better(side);
    return names.length === 0 ? [] : [`${nameOf(side)} is better on ${listed(names)}.`];
  });
  const same = alike.length === 0 ? [] : [`There is no difference worth the name on ${listed(alike)}.`];
  const total = (sums: ErrorSums) => whole(sums.over + sums.under);
  return [
    ...sides,
    ...same,
    `On ${whole(units.rows)} rows of ${windows.length === 1 ? '1 window' : `${windows.length} windows`}, ${nameOf('first')} was off by ${total(units.first)} units and ${nameOf('second')} by ${total(units.second)}, of ${whole(units.sold)} sold.`,
    `${nameOf('first')} is closer on ${whole(items.better)} of ${whole(items.total)} items and farther off on ${whole(items.worse)}.`,
  ];
}

/** The side with the smaller figure; `undefined` where they are as good as the same. */
function winner(one: number, two: number): Side | undefined {
  if (Math.abs(one - two) <= sameBelow * Math.max(Math.abs(one), Math.abs(two))) return undefined;
  return one < two ? 'first' : 'second';
}

function absolute(value: number | null): number | null {
  return value === null ? null : Math.abs(value);
}

/** `12,340` */
function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** `a, b and c` */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
