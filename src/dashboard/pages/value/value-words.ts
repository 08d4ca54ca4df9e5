import type { AnswerOf } from '../../../app/operations.ts';

export type Value = AnswerOf<'value.show'>;
export type ValueWeek = Value['weeks'][number];
export type ItemValue = Value['over'][number];

interface Totals {
  readonly units: number;
  readonly error: number;
  readonly baselineError: number;
  readonly lastYear: { readonly error: number; readonly published: number };
}

/** Sums over weeks. */
export function totalsOf(weeks: readonly ValueWeek[]): Totals {
  const sum = (of: (week: ValueWeek) => number): number => weeks.reduce((total, week) => total + of(week), 0);
  return {
    units: sum(({ units }) => units),
    error: sum(({ error }) => error),
    baselineError: sum(({ baselineError }) => baselineError),
    lastYear: { error: sum(({ lastYear }) => lastYear.error), published: sum(({ lastYear }) => lastYear.published) },
  };
}

/** How much an error is above or below another, as a share: −0.3 is 30% less; `undefined` where the other is 0. */
export function savingOf(error: number, other: number): number | undefined {
  return other === 0 ? undefined : error / other - 1;
}

/** A sum of errors over what was sold; null where nothing was. */
export function wapeOf(error: number, units: number): number | null {
  return units === 0 ? null : error / units;
}
