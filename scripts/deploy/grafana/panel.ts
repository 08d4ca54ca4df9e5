/** One query of a panel. */
interface PanelQuery {
  /** PromQL; `$environment` and `$region` are the choices at the top of the page. */
  readonly query: string;
  /** How its series are called: `{{region}}`. */
  readonly legend?: string;
  /** Only the newest value, for tables and single figures. */
  readonly instant?: boolean;
}

/** What a panel shows, in the terms of this project; `grafanaPanel` words it as Grafana has it. */
export interface Panel {
  readonly title: string;
  /** The question it answers, for the sign next to its title. */
  readonly description: string;
  readonly kind: 'timeseries' | 'stat' | 'bargauge' | 'state-timeline';
  readonly queries: readonly PanelQuery[];
  /** As Grafana names units: `s`, `percentunit`, `bytes`, `short`. */
  readonly unit: string;
  /** From which value on it is yellow, and red. Default: always green. */
  readonly limits?: { readonly warning: number; readonly critical: number };
  /** Whether small values are the bad ones: coverage, free space. Default false. */
  readonly lowIsBad?: boolean;
  /** Columns of 24. Default 12. */
  readonly width?: number;
  /** Words for values, where they are no quantities. */
  readonly words?: Readonly<Record<string, { readonly text: string; readonly color: string }>>;
}

/** Panels under a heading. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

const height = 8;
const datasource = { type: 'prometheus', uid: 'prometheus' };

/** A panel at its place, in Grafana's own form. */
export function grafanaPanel(panel: Panel, id: number, at: { readonly x: number; readonly y: number }): object {
  const { title, description, kind, queries, width = 12 } = panel;
  return {
    ...{ id, title, description, type: kind, datasource },
    gridPos: { ...at, w: width, h: height },
    targets: queries.map(({ query, legend, instant = kind === 'stat' || kind === 'bargauge' }, index) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + index),
      datasource,
      expr: query,
      legendFormat: legend ?? '__auto',
      ...(instant ? { instant: true, range: false } : { range: true }),
    })),
    fieldConfig: { defaults: defaultsOf(panel), overrides: [] },
    options: optionsOf(kind),
  };
}

function defaultsOf({ unit, limits, words, lowIsBad = false, kind }: Panel): object {
  const [first, last] = lowIsBad ? ['red', 'green'] : ['green', 'red'];
  const steps = limits
    ? [
        { color: first, value: null },
        { color: 'yellow', value: lowIsBad ? limits.critical : limits.warning },
        { color: last, value: lowIsBad ? limits.warning : limits.critical },
      ]
    : [{ color: 'green', value: null }];
  return {
    unit,
    thresholds: { mode: 'absolute', steps },
    color: { mode: kind === 'timeseries' ? 'palette-classic' : 'thresholds' },
    ...(kind === 'timeseries' ? { custom: { lineWidth: 2, fillOpacity: 0, showPoints: 'auto', spanNulls: true } } : {}),
    mappings: words
      ? [
          {
            type: 'value',
            options: Object.fromEntries(
              Object.entries(words).map(([value, look], index) => [value, { ...look, index }]),
            ),
          },
        ]
      : [],
  };
}

function optionsOf(kind: Panel['kind']): object {
  switch (kind) {
    case 'timeseries':
      return { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } };
    case 'stat':
      return { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'background', textMode: 'value_and_name' };
    case 'bargauge':
      return { reduceOptions: { calcs: ['lastNotNull'] }, orientation: 'horizontal', displayMode: 'basic' };
    case 'state-timeline':
      return { mergeValues: true, showValue: 'auto', legend: { displayMode: 'list', placement: 'bottom' } };
  }
}
