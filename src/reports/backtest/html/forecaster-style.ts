import { dot } from '@observablehq/plot';
import { forecasters, type Comparison, type Forecaster } from '../../../contracts/backtest.ts';
import { isOptionalMember } from '../../../contracts/segment.ts';
import { html, type Markup } from '../../html.ts';
import { svgPlot } from '../../plot.ts';
import { forecasterNames } from '../groups.ts';

/** Shape as well as colour, so that print and eyes that see few colours tell the forecasters apart. */
const symbols = {
  baseline: 'times',
  baselineGeometric: 'plus',
  lasso: 'square',
  network: 'triangle',
  trees: 'star',
  seasonal: 'diamond',
  ensemble: 'circle',
} as const satisfies Record<Forecaster, string>;

/** What people call the forecasters, in their order. */
const forecasterDomain = forecasters.map((name) => forecasterNames[name]);

/** Scales that give every forecaster its colour and shape; the colours are the page's, for light and dark. */
export const forecasterScales = {
  color: { domain: forecasterDomain, range: forecasters.map((name) => `var(--${name})`) },
  symbol: { domain: forecasterDomain, range: forecasters.map((name) => symbols[name]) },
};

/** The forecasters of some groups with their colours and shapes; optional members only where there are any. */
export function legend(groups: readonly { readonly metrics: Comparison }[]): Markup {
  const shown = forecasters.filter((name) => !isOptionalMember(name) || groups.some(({ metrics }) => metrics[name]));
  const entries = shown.map((name) => {
    const mark = svgPlot({
      ariaLabel: '',
      width: 16,
      height: 16,
      margin: 0,
      axis: null,
      x: { domain: [0, 2] },
      y: { domain: [0, 2] },
      marks: [dot([[1, 1]], { r: 5, symbol: symbols[name], stroke: `var(--${name})`, strokeWidth: 2 })],
    });
    return html`<li>${mark} ${forecasterNames[name]}</li>`;
  });
  return html`<ul class="legend">
    ${entries}
  </ul>`;
}
