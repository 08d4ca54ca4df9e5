import type { DriverPart } from './driver-parts.ts';

/** The expected effects of stage one, as columns are called, and as people say it. */
const effects: readonly (readonly [column: RegExp, label: string])[] = [
  [/\beff-season-mean-(\d+)\b/g, 'season of the last $1 weeks'],
  [/\beff-season\b/g, 'season'],
  [/\beff\b/g, 'expected effect of the drivers'],
];

/** A column of a regression as people say it. */
export function columnLabel(column: string): string {
  if (column.startsWith('store:')) return column;
  return effects.reduce((text, [name, label]) => text.replaceAll(name, label), column);
}

/** What a part of the drivers' expected effect is called. */
export const partLabels: Readonly<Record<DriverPart, string>> = {
  promotions: 'expected of its promotions',
  price: 'expected of its price',
  weather: 'expected of the weather',
  events: 'expected of events',
  'other columns': 'expected of other columns',
  'leading-items': 'expected of the prices of leading items',
};
