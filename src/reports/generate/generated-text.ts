import { percent } from '../figures.ts';
import { textTable } from '../text-table.ts';

interface Errors {
  readonly mape: number | null;
  readonly wape: number | null;
}

/** What the text says about a generated grocer. */
export interface GeneratedFacts {
  readonly folder: string;
  readonly seconds: number;
  readonly lastWeek: string;
  readonly arrivingWeeks: readonly string[];
  readonly shipmentRows: number;
  readonly dirtyRows: number;
  readonly correctedRows: number;
  readonly oracle: readonly {
    readonly region: string;
    readonly format: string;
    readonly velocity: string;
    readonly items: readonly string[];
    readonly zeroShare: number;
    readonly errors: { readonly median: Errors; readonly relative: Errors };
  }[];
}

/** A generated grocer in words: how much there is, where, and how well anyone could forecast it. */
export function generatedText(facts: GeneratedFacts): string {
  const { folder, seconds, shipmentRows, arrivingWeeks, dirtyRows, correctedRows } = facts;
  const count = (number: number): string => number.toLocaleString('en-GB');
  const lines = [
    `${count(shipmentRows)} rows of shipments up to the week of ${arrivingWeeks.at(-1) ?? facts.lastWeek} in ${seconds.toFixed(1)} s, ${count(Math.round(shipmentRows / seconds))} a second`,
    `${count(dirtyRows)} broken lines among them, ${count(correctedRows)} rows reported wrong and corrected`,
    '',
    textTable(
      ['segment', 'items', 'zeros', 'least MAPE', 'least WAPE'],
      facts.oracle.map(({ region, format, velocity, items, zeroShare, errors }) => [
        `${region}/${format}/${velocity}`,
        String(items.length),
        percent(zeroShare),
        percent(errors.relative.mape),
        percent(errors.median.wape),
      ]),
    ),
    'The best possible forecast of the last weeks, which knows everything but the random draw.',
    '',
    `landing   ${folder}/landing`,
    ...(arrivingWeeks.length === 0
      ? []
      : [`arrivals  ${folder}/arrivals: ${arrivingWeeks.join(', ')} and a correction`]),
    `truth     ${folder}/truth`,
  ];
  return lines.join('\n');
}
