import type { AnswerOf, InputOf } from '../../../app/operations.ts';

export type WhatIf = AnswerOf<'forecasts.what-if'>;
export type WhatIfWeek = WhatIf['series'][number]['weeks'][number];
type Changes = InputOf<'forecasts.what-if'>['changes'];

/** What a person plans instead: values by lever, in one week or in all. */
export interface Plan {
  readonly values: Readonly<Record<string, number>>;
  /** Left out: every week that is forecast. */
  readonly week?: string;
}

/** A plan as the address of the page has it: `price=1.99&deal=1`. */
export function textOfPlan(values: Plan['values']): string {
  return new URLSearchParams(
    Object.entries(values).map(([lever, value]): [string, string] => [lever, String(value)]),
  ).toString();
}

/** The values that an address has; what is no number is left out. */
export function valuesOfText(text: string): Plan['values'] {
  const entries = [...new URLSearchParams(text)].map(([lever, value]) => [lever, Number(value)] as const);
  return Object.fromEntries(entries.filter(([, value]) => Number.isFinite(value)));
}

/** The plan as a question. */
export function changesOf({ values, week }: Plan): Changes {
  const weeks = week === undefined ? {} : { weeks: [week] };
  return Object.entries(values).map(([lever, to]) => ({ lever, to, ...weeks }));
}

/** Sums over the weeks. Means add up; forecasts made for another aim do not. */
export function totalsOf(weeks: readonly WhatIfWeek[]): { readonly before: number; readonly after: number } {
  return {
    before: weeks.reduce((sum, { before }) => sum + before.mean, 0),
    after: weeks.reduce((sum, { after }) => sum + after.mean, 0),
  };
}

/** What a part of a change is called: `price, by the regression`. */
export function partName({ by, group }: WhatIfWeek['parts'][number]): string {
  if (group !== undefined) return `${group}, by the regression`;
  return by === 'calibration' ? 'calibration' : `the ${by} member`;
}
