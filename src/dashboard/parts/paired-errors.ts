import type { AnswerOf } from '../../app/operations.ts';
import { percent, plainNumber } from '../format/numbers.ts';

export type ModelComparison = AnswerOf<'models.compare'>['comparison'];
export type ItemErrors = ModelComparison['items']['mostWorse'][number];
type Sums = ItemErrors['first'];

/** Absolute error: over and under together. */
export function offBy({ over, under }: Sums): number {
  return over + under;
}

/** A figure of two models, and which of them is better by it. */
export interface PairedFigure {
  readonly name: string;
  readonly as: 'units' | 'money';
  readonly first: number;
  readonly second: number;
}

/** How far both were off, in units and, where prices are known, in money. */
export function pairedFigures({ units, money }: Pick<ModelComparison, 'units' | 'money'>): readonly PairedFigure[] {
  const of = (errors: NonNullable<ModelComparison['money']>, as: PairedFigure['as'], unit: string): PairedFigure[] => [
    { name: `Off by, ${unit}`, as, first: offBy(errors.first), second: offBy(errors.second) },
    { name: `Too high, ${unit}`, as, first: errors.first.over, second: errors.second.over },
    { name: `Too low, ${unit}`, as, first: errors.first.under, second: errors.second.under },
  ];
  return [...of(units, 'units', 'units'), ...(money ? of(money, 'money', 'at the prices of the data') : [])];
}

/** What choosing the first model over the second would have changed, in a sentence. */
export function changeInWords(
  { units, money }: Pick<ModelComparison, 'units' | 'money'>,
  first: string,
  second: string,
): string {
  const change = (errors: typeof units): string | undefined => {
    const difference = offBy(errors.first) - offBy(errors.second);
    if (difference === 0) return undefined;
    const share = errors.sold > 0 ? `, ${percent(Math.abs(difference) / errors.sold)} of what was sold` : '';
    return `${plainNumber(Math.abs(difference))}${share}, ${difference > 0 ? 'more' : 'less'}`;
  };
  const inUnits = change(units);
  const than = inUnits === undefined ? `as much as the ${second}` : `${inUnits} than the ${second}`;
  const priced = money && change(money);
  const inMoney = priced === undefined ? '' : `; at the prices of the data by ${priced}`;
  return `Over these windows the ${first} was off by ${than}, in units${inMoney}.`;
}
