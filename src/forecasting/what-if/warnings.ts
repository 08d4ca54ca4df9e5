import type { Lever, SeenValues, WhatIfSeries, WhatIfWarning } from '../../contracts/what-if.ts';
import { limitsGroup } from './change-parts.ts';

/** Weeks of a promotion or an event below which an item has hardly had it. */
const rareWeeks = 3;

/** Log units that the limits of a forecast take or give before that is worth a word: two percent. */
const noteworthy = 0.02;

/** What a change asks of a lever, in the weeks that are forecast. */
interface AskedOfLever {
  readonly lever: Lever;
  readonly seen: SeenValues;
  /** The new values, of all series and weeks that are changed. */
  readonly values: readonly number[];
}

/** Where a change lies outside what the model has seen of the item, so that the answer is a guess. */
export function seenWarnings(item: string, { lever, seen, values }: AskedOfLever): readonly WhatIfWarning[] {
  const { name, kind } = lever;
  const { lowest, highest, weeksAboveZero } = seen;
  const warning = (code: WhatIfWarning['code'], text: string): WhatIfWarning => ({ code, lever: name, text });
  if (lowest === undefined || highest === undefined) {
    return [warning('never-seen', `the model has never seen a value of ${name} for item ${item}`)];
  }
  const isOnOff = kind === 'promotion' || kind === 'event';
  const asksForIt = values.some((value) => value > 0);
  if (isOnOff && asksForIt && weeksAboveZero === 0) {
    return [
      warning('never-seen', `the model has never seen ${name} for item ${item}: it knows it from other items at most`),
    ];
  }
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least < lowest || most > highest) {
    const range = `from ${lowest} to ${highest}`;
    return [
      warning(
        'outside-seen',
        `${name} was ${range} for item ${item} in the weeks that the model has seen; the answer is a guess`,
      ),
    ];
  }
  if (isOnOff && asksForIt && weeksAboveZero < rareWeeks) {
    return [
      warning(
        'rarely-seen',
        `the model has seen ${name} for item ${item} in only ${weeksAboveZero} ${weeksAboveZero === 1 ? 'week' : 'weeks'}`,
      ),
    ];
  }
  return [];
}

/** Where the forecast itself says little: nothing has moved, or its limits have stopped it. */
export function outcomeWarnings(series: readonly Pick<WhatIfSeries, 'weeks'>[]): readonly WhatIfWarning[] {
  const weeks = series.flatMap((one) => one.weeks);
  const changed = weeks.filter(({ levers }) => levers.some(({ planned, changed: value }) => planned !== value));
  if (changed.length === 0) return [];
  const parts = weeks.flatMap((week) => week.parts);
  if (weeks.every(({ before, after }) => before.forecast === after.forecast)) {
    return [{ code: 'no-effect', text: 'the change moves no forecast: the models give these levers no weight here' }];
  }
  if (!parts.some(({ group, logUnits }) => group === limitsGroup && Math.abs(logUnits) > noteworthy)) return [];
  return [
    {
      code: 'limited',
      text: 'the regression ran into its floor or ceiling, which keeps forecasts near the range of past sales',
    },
  ];
}
