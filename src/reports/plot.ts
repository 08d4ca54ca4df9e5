import { plot, type PlotOptions } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { Markup } from './html.ts';

/** A plot as the document of linkedom gives it; the types of the DOM belong to browsers. */
interface DrawnPlot {
  setAttribute(name: string, value: string): void;
  readonly outerHTML: string;
}

const { document } = parseHTML('<!doctype html><html><body></body></html>') as unknown as { readonly document: object };
const draw = plot as unknown as (options: object) => DrawnPlot;

/** A plot as SVG for a page, drawn without a browser. `ariaLabel` says what a person who cannot see it has to know. */
export function svgPlot(options: Omit<PlotOptions, 'document'> & { readonly ariaLabel: string }): Markup {
  const figure = draw({ document, style: { background: 'none', fontSize: '12px' }, ...options });
  figure.setAttribute('role', 'img');
  return new Markup(figure.outerHTML);
}
