import type { PublishedForecast } from '../../ports/forecast-catalogue.ts';
import type { ChangePart, Lever, WhatIfSeries, WhatIfWarning, WhatIfWeek } from '../../contracts/what-if.ts';
import { segmentName } from '../../contracts/segment.ts';
import { units } from '../figures.ts';
import { textTable } from '../text-table.ts';

/** What a what-if answers, as far as it is shown. */
interface WhatIfAnswer {
  readonly forecast: Pick<PublishedForecast, 'region' | 'cutoff'>;
  readonly levers: readonly Lever[];
  readonly series: readonly WhatIfSeries[];
  readonly warnings: readonly WhatIfWarning[];
}

/** Parts of a change that are named; the others are small. */
const partsNamed = 3;

/** Forecasts before and after a change, for a terminal. */
export function whatIfText({ forecast, levers, series, warnings }: WhatIfAnswer): string {
  const items = [...new Set(series.map(({ item }) => item))].join(', ');
  const changed = series[0]?.weeks[0]?.levers.map(({ lever }) => lever) ?? [];
  const known = levers.map(({ name, kind }) => `${name} (${kind})`).join(', ');
  const head = `item ${items} in ${forecast.region}, forecast from data up to ${forecast.cutoff}`;
  const may = levers.length === 0 ? 'nothing can be planned differently' : `can be planned differently: ${known}`;
  const columns = ['store', 'segment', 'week', ...changed, 'forecast', 'P10–P90', 'changed by', 'through'];
  const rows = series.flatMap((one) =>
    one.weeks.map((week) => [
      ...[one.store, segmentName(one.segment), week.week],
      ...week.levers.map(({ planned, changed: value }) => fromTo(plain(planned), plain(value))),
      fromTo(units(week.before.forecast), units(week.after.forecast)),
      fromTo(intervalOf(week.before), intervalOf(week.after)),
      factor(totalOf(week)),
      throughText(week.parts),
    ]),
  );
  return [
    `${head}\n${may}`,
    textTable(columns, rows, { leftColumns: 3 }),
    ...(warnings.length === 0 ? [] : [warnings.map(({ text }) => `! ${text}`).join('\n')]),
  ].join('\n\n');
}

function intervalOf({ p10, p90 }: WhatIfWeek['before']): string {
  return `${units(p10)}–${units(p90)}`;
}

function totalOf({ before, after }: WhatIfWeek): number {
  return Math.log1p(after.forecast) - Math.log1p(before.forecast);
}

function throughText(parts: readonly ChangePart[]): string {
  return parts
    .slice(0, partsNamed)
    .map(({ by, group, logUnits }) => `${group === undefined ? by : `${by} ${group}`} ${factor(logUnits)}`)
    .join(', ');
}

/** `×1.25` of a change of log units. */
function factor(logUnits: number): string {
  return `×${Math.exp(logUnits).toFixed(2)}`;
}

function fromTo(before: string, after: string): string {
  return before === after ? before : `${before} → ${after}`;
}

function plain(value: number | null): string {
  return value === null ? '-' : String(Number(value.toPrecision(6)));
}
