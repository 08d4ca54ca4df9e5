import { axisFx, axisY, dot, gridX, gridY, line, ruleX, ruleY } from '@observablehq/plot';
import type { Comparison, Forecaster } from '../../../contracts/backtest.ts';
import { shownMape } from '../../../contracts/shown-mape.ts';
import type { Markup } from '../../html.ts';
import { svgPlot } from '../../plot.ts';
import { errorsIn, forecasterNames, presentIn } from '../groups.ts';
import { forecasterScales } from './forecaster-style.ts';

/** A group of rows with its name: a segment, a step, an item, a cutoff. */
export interface NamedErrors {
  readonly name: string;
  readonly metrics: Comparison;
}

interface Point {
  readonly group: string;
  readonly forecaster: string;
  readonly figure: string;
  readonly value: number;
}

const shareFigures = { mape: 'MAPE', wape: 'WAPE', bias: 'bias' } as const;
type ShareFigure = keyof typeof shareFigures;

const percentTick = (share: number): string => `${Number((100 * share).toPrecision(3))}%`;
/** Ticks of an axis of ratios. */
const ratioTicks = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 20, 50];

/** MAPE and WAPE of every forecaster, a row a group; an axis of ratios, since baselines are often several times as wrong. */
export function errorsByGroup(groups: readonly NamedErrors[], label: string): Markup {
  const points = pointsOf(groups, ['mape', 'wape']).filter(({ value }) => value > 0);
  return svgPlot({
    ariaLabel: `MAPE and WAPE by ${label}, a mark for every forecaster; the table below has the numbers`,
    width: 900,
    height: 60 + 26 * groups.length,
    marginLeft: leftMargin(groups),
    ...forecasterScales,
    x: { type: 'log', label: null, ticks: ticksWithin(points), tickFormat: percentTick, nice: false, inset: 12 },
    y: { domain: groups.map(({ name }) => name), label: null },
    fx: { domain: ['MAPE', 'WAPE'], label: null },
    marks: [
      axisFx({ fontWeight: 'bold', fontSize: 13 }),
      gridX({ ticks: ticksWithin(points) }),
      gridY({ strokeOpacity: 0.08 }),
      dot(points, marked({ x: 'value', y: 'group', fx: 'figure' })),
    ],
  });
}

/** Bias of every forecaster, a row a group: to the left of zero it forecasts too little. */
export function biasByGroup(groups: readonly NamedErrors[], label: string): Markup {
  const points = pointsOf(groups, ['bias']);
  return svgPlot({
    ariaLabel: `Bias by ${label}, a mark for every forecaster; the table below has the numbers`,
    width: 900,
    height: 60 + 26 * groups.length,
    marginLeft: leftMargin(groups),
    ...forecasterScales,
    x: { label: null, tickFormat: percentTick, ticks: 8, inset: 12 },
    y: { domain: groups.map(({ name }) => name), label: null },
    marks: [
      gridX({ ticks: 8 }),
      gridY({ strokeOpacity: 0.08 }),
      ruleX([0], { strokeWidth: 1.5 }),
      dot(points, marked({ x: 'value', y: 'group' })),
    ],
  });
}

/** MAPE and WAPE of every forecaster over groups that have an order: steps, cutoffs. */
export function errorsAlong(groups: readonly NamedErrors[], label: string): Markup {
  const points = pointsOf(groups, ['mape', 'wape']).filter(({ value }) => value > 0);
  return svgPlot({
    ariaLabel: `MAPE and WAPE by ${label}, a line for every forecaster; the table below has the numbers`,
    width: 900,
    height: 310,
    marginTop: 30,
    marginLeft: 50,
    marginBottom: 40,
    ...forecasterScales,
    x: { type: 'point', domain: groups.map(({ name }) => name), label, ...tilted(groups) },
    y: { type: 'log', label: null, ticks: ticksWithin(points), tickFormat: percentTick, inset: 8 },
    fx: { domain: ['MAPE', 'WAPE'], label: null },
    marks: [
      axisFx({ fontWeight: 'bold', fontSize: 13 }),
      axisY({ ticks: ticksWithin(points), tickFormat: percentTick, label: null }),
      gridY({ ticks: ticksWithin(points) }),
      line(points, { x: 'group', y: 'value', z: 'forecaster', fx: 'figure', stroke: 'forecaster', strokeWidth: 1.5 }),
      dot(points, marked({ x: 'group', y: 'value', fx: 'figure' })),
    ],
  });
}

/** Share of actuals within P10–P90 by group; the target is 80%. */
export function coverageAlong(groups: readonly NamedErrors[], label: string): Markup {
  const points = groups.flatMap(({ name, metrics }) => {
    const coverage = metrics.ensemble?.coverage ?? null;
    return coverage === null ? [] : [{ group: name, coverage }];
  });
  return svgPlot({
    ariaLabel: `Share of actuals within P10 to P90 by ${label}: ${points.map(({ group, coverage }) => `${group} ${percentTick(coverage)}`).join(', ')}; the target is 80%`,
    width: 440,
    height: 240,
    marginLeft: 50,
    marginBottom: 40,
    x: { type: 'point', domain: groups.map(({ name }) => name), label, ...tilted(groups) },
    y: { domain: [Math.min(0.5, ...points.map(({ coverage }) => coverage)), 1], label: null, tickFormat: percentTick },
    marks: [
      gridY(),
      ruleY([0.8], { strokeDasharray: '4 3', strokeWidth: 1.5 }),
      line(points, { x: 'group', y: 'coverage', stroke: 'var(--ensemble)' }),
      dot(points, { x: 'group', y: 'coverage', fill: 'var(--ensemble)', r: 4 }),
    ],
  });
}

function marked(channels: Readonly<Record<string, string>>) {
  return { ...channels, stroke: 'forecaster', symbol: 'forecaster', r: 4.5, strokeWidth: 2 };
}

function pointsOf(groups: readonly NamedErrors[], figures: readonly ShareFigure[]): Point[] {
  const point = (group: NamedErrors, forecaster: Forecaster, figure: ShareFigure): Point[] => {
    const errors = group.metrics[forecaster];
    const value = (figure === 'mape' ? shownMape(errors, errorsIn(group.metrics)) : errors?.[figure]) ?? null;
    if (value === null) return [];
    return [{ group: group.name, forecaster: forecasterNames[forecaster], figure: shareFigures[figure], value }];
  };
  return groups.flatMap((group) =>
    presentIn(group.metrics).flatMap((forecaster) => figures.flatMap((figure) => point(group, forecaster, figure))),
  );
}

function ticksWithin(points: readonly Point[]): readonly number[] {
  const values = points.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const within = ratioTicks.filter((tick) => tick >= least / 1.3 && tick <= most * 1.3);
  return within;
}

function leftMargin(groups: readonly NamedErrors[]): number {
  return 24 + 7 * Math.max(...groups.map(({ name }) => name.length));
}

/** Names that would run into each other are turned. */
function tilted(groups: readonly NamedErrors[]): { readonly tickRotate?: number } {
  const width = groups.reduce((sum, { name }) => sum + 8 * name.length, 0);
  return width > 380 ? { tickRotate: -35 } : {};
}
