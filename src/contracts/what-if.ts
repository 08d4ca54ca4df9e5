import type { DriverRoles } from './project.ts';
import type { MemberName, Segment } from './segment.ts';
import type { Week } from './week.ts';

/** What kind of column a lever is: what part it plays among the known-ahead columns. */
export const leverKinds = ['price', 'promotion', 'event', 'weather', 'other'] as const;
export type LeverKind = (typeof leverKinds)[number];

/** A column that is known ahead of the weeks to forecast, and so may be planned differently. */
export interface Lever {
  /** The column. */
  readonly name: string;
  readonly kind: LeverKind;
}

/** The columns of a data set that can be planned differently, in its order. */
export function leversOf(knownAhead: readonly string[], roles: DriverRoles): readonly Lever[] {
  return knownAhead.map((name) => ({ name, kind: kindOf(name, roles) }));
}

function kindOf(name: string, { price, promotions, events = [], weather = [] }: DriverRoles): LeverKind {
  if (name === price) return 'price';
  if (promotions.includes(name)) return 'promotion';
  if (events.includes(name)) return 'event';
  return weather.includes(name) ? 'weather' : 'other';
}

/** What is planned differently: a lever, and its value or by how much to multiply the planned one. */
export interface LeverChange {
  readonly lever: string;
  /** Weeks to change. Default: every week that is forecast. */
  readonly weeks?: readonly Week[];
  /** The new value. Either this or `times`. */
  readonly to?: number;
  /** Factor on the planned value. */
  readonly times?: number;
}

/** The published columns of a forecast, in units. */
export interface ForecastFigures {
  readonly forecast: number;
  readonly mean: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** A step from the forecast before to the one after. The log units of all parts add up to that of the whole change. */
export interface ChangePart {
  /** The member it went through; `calibration` is the ensemble's own. */
  readonly by: MemberName | 'calibration';
  /** The group of the LASSO's features; left out for members that cannot be taken apart. */
  readonly group?: string;
  /** Change of log(1 + units), the member's weight in the blend counted in: `exp(logUnits)` is a factor on 1 + units. */
  readonly logUnits: number;
}

/** A week of a series, as planned and as changed. */
export interface WhatIfWeek {
  readonly week: Week;
  readonly step: number;
  /** Values of the changed levers; null where nothing is planned. */
  readonly levers: readonly {
    readonly lever: string;
    readonly planned: number | null;
    readonly changed: number | null;
  }[];
  readonly before: ForecastFigures;
  readonly after: ForecastFigures;
  /** Largest first, by size. None where nothing has changed. */
  readonly parts: readonly ChangePart[];
}

/** What a series has had of a lever in weeks that the model was trained on. */
export interface SeenValues {
  readonly lever: string;
  /** Left out where it never had a value. */
  readonly lowest?: number;
  readonly highest?: number;
  /** Weeks of the item, over all stores of the format, in which it was above zero. */
  readonly weeksAboveZero: number;
}

/** Why the answer deserves less trust. */
export const whatIfWarnings = [
  'outside-seen',
  'never-seen',
  'rarely-seen',
  'no-plan',
  'no-effect',
  'limited',
  'other-than-published',
  'without-model',
] as const;
type WhatIfWarningCode = (typeof whatIfWarnings)[number];

export interface WhatIfWarning {
  readonly code: WhatIfWarningCode;
  /** Left out where it is about the forecast itself. */
  readonly lever?: string;
  readonly store?: string;
  /** In words, for people. */
  readonly text: string;
}

/** A series' forecasts before and after a change. */
export interface WhatIfSeries {
  readonly store: string;
  readonly item: string;
  readonly segment: Segment;
  /** Version of the model that forecasts it. */
  readonly model: string;
  readonly weeks: readonly WhatIfWeek[];
}

/** What the process that scores answers for one model and item. */
export interface WhatIfOutcome {
  readonly series: readonly Omit<WhatIfSeries, 'segment' | 'model'>[];
  /** Of the item, over all stores of the format, by lever. */
  readonly seen: readonly SeenValues[];
  readonly warnings: readonly WhatIfWarning[];
}

/** Values of levers for a series and week, in place of the planned ones. */
export interface RowToScore {
  readonly store: string;
  readonly item: string;
  readonly week: Week;
  /** By lever; those left out stay as planned. */
  readonly values: Readonly<Record<string, number>>;
}

/** A row that was scored. Units. */
export interface ScoredRow extends ForecastFigures {
  readonly store: string;
  readonly item: string;
  readonly week: Week;
  readonly step: number;
}
