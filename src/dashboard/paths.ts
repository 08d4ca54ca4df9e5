import { pagePaths, pathBelow as below } from '../contracts/page-addresses.ts';

/** With filters that are set; a page reads them with `useFilters`. */
function withFilters(path: string, filters: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set).toString()}`;
}

interface SeriesFilters {
  readonly region?: string | undefined;
  readonly cutoff?: string | undefined;
  readonly store?: string | undefined;
  readonly item?: string | undefined;
}

interface WhyFilters {
  readonly model: string;
  readonly store: string;
  readonly item: string;
  readonly week?: string | undefined;
  /** From which the row was published that is asked about. */
  readonly cutoff?: string | undefined;
}

/** The parts of the page Data; the first is shown unless another is asked for. */
export const dataViews = ['freshness', 'checks', 'drift', 'quarantine', 'versions'] as const;
export type DataView = (typeof dataViews)[number];

interface DataFilters {
  readonly view?: DataView;
  readonly region?: string | undefined;
  readonly source?: string | undefined;
  readonly segment?: string | undefined;
  readonly column?: string | undefined;
  /** Versions to compare. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** What lineage starts from; a forecast is named by region and cutoff. */
interface LineageFilters {
  readonly kind: 'model' | 'dataset' | 'file' | 'forecast';
  readonly wanted?: string | undefined;
  readonly region?: string | undefined;
  readonly cutoff?: string | undefined;
}

/** Addresses of the pages. */
export const pathTo = {
  ...pagePaths,
  forecasts: (environment: string, filters: SeriesFilters = {}) =>
    withFilters(below(environment, 'forecasts'), { ...filters }),
  why: (environment: string, filters: WhyFilters) => withFilters(below(environment, 'why'), { ...filters }),
  models: (environment: string, filters: { readonly region?: string; readonly segment?: string } = {}) =>
    withFilters(below(environment, 'models'), { ...filters }),
  model: (environment: string, version: string) => below(environment, 'models', version),
  modelCard: (environment: string, version: string) => below(environment, 'models', version, 'card'),
  compare: (environment: string, models: { readonly first?: string; readonly second?: string } = {}) =>
    withFilters(below(environment, 'models', 'compare'), { ...models }),
  monitoring: (environment: string, filters: { readonly region?: string; readonly segment?: string } = {}) =>
    withFilters(below(environment, 'monitoring'), { ...filters }),
  data: (environment: string, filters: DataFilters = {}) => withFilters(below(environment, 'data'), { ...filters }),
  lineage: (environment: string, filters?: LineageFilters) =>
    withFilters(below(environment, 'lineage'), { ...filters }),
  value: (environment: string, filters: { readonly region?: string } = {}) =>
    withFilters(below(environment, 'value'), { ...filters }),
  audit: (environment: string, filters: { readonly entity?: string } = {}) =>
    withFilters(below(environment, 'audit'), { ...filters }),
};
