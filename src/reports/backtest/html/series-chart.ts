import { areaY, dot, gridY, line, ruleX } from '@observablehq/plot';
import type { SeriesBacktest } from '../../../contracts/backtest.ts';
import { segmentName } from '../../../contracts/segment.ts';
import { percent } from '../../figures.ts';
import { html, type Markup } from '../../html.ts';
import { svgPlot } from '../../plot.ts';

const reasons: Readonly<Record<SeriesBacktest['why'], string>> = {
  largest: 'largest series',
  typical: 'middling error',
  worst: 'largest error',
};

/** One series: what was sold, what the ensemble forecast from every cutoff with its P10–P90, and the baseline. */
export function seriesFigure(series: SeriesBacktest): Markup {
  const { segment, store, item, why, mape } = series;
  return html`<figure>
    <figcaption>
      <strong>store ${store}, item ${item}</strong>: ${reasons[why]} of ${segmentName(segment)}, MAPE ${percent(mape)}
    </figcaption>
    ${chart(series)}
  </figure>`;
}

function chart({ store, item, actuals, forecasts }: SeriesBacktest): Markup {
  const at = (week: string): Date => new Date(`${week}T00:00:00Z`);
  const sold = actuals.map(({ week, units }) => ({ week: at(week), units: units ?? Number.NaN }));
  const made = forecasts.map((one) => ({ ...one, week: at(one.week) }));
  const cutoffs = [...new Set(forecasts.map(({ cutoff }) => cutoff))].map(at);
  const byCutoff = { x: 'week', z: 'cutoff' } as const;
  return svgPlot({
    ariaLabel: `Weekly units of item ${item} in store ${store}, and their forecasts with P10 to P90`,
    width: 440,
    height: 220,
    marginLeft: 56,
    x: { type: 'utc', label: null, ticks: 5 },
    y: { label: 'units', zero: true, nice: true, ticks: 5 },
    marks: [
      gridY({ ticks: 5 }),
      ruleX(cutoffs, { strokeDasharray: '2 4', strokeOpacity: 0.5 }),
      areaY(made, { ...byCutoff, y1: 'p10', y2: 'p90', fill: 'var(--ensemble)', fillOpacity: 0.22 }),
      // A single step has no area.
      ...(forecasts.every(({ step }) => step === 1)
        ? [ruleX(made, { x: 'week', y1: 'p10', y2: 'p90', stroke: 'var(--ensemble)', strokeOpacity: 0.5 })]
        : []),
      line(made, { ...byCutoff, y: 'baseline', stroke: 'var(--baseline)', strokeDasharray: '5 3' }),
      line(sold, { x: 'week', y: 'units', stroke: 'currentColor', strokeWidth: 1.5 }),
      dot(sold, { x: 'week', y: 'units', fill: 'currentColor', r: 2 }),
      line(made, { ...byCutoff, y: 'ensemble', stroke: 'var(--ensemble)', strokeWidth: 2 }),
      dot(made, { x: 'week', y: 'ensemble', fill: 'var(--ensemble)', r: 3 }),
    ],
  });
}
