import type { DatasetManifest } from '../../contracts/dataset.ts';
import type { ResolvedSource } from '../../contracts/project.ts';
import type { QualityCheck } from '../../contracts/quality.ts';
import { sourceKindFacts } from '../../contracts/source-kinds.ts';
import type { Panel } from '../../forecasting/panel.ts';

const weeksOfQuarter = 13;

/** How many there are, and how many of them are as a check asks. */
export interface PanelCount {
  all: number;
  met: number;
}

/** Counts what checks of single values need of a region's panels, which come one at a time. */
export class PanelCounts {
  readonly #sources: readonly ResolvedSource[];
  readonly #manifest: Pick<DatasetManifest, 'knownAhead' | 'observed'>;
  readonly #counts = new Map<QualityCheck, PanelCount>();

  constructor(sources: readonly ResolvedSource[], manifest: Pick<DatasetManifest, 'knownAhead' | 'observed'>) {
    this.#sources = sources;
    this.#manifest = manifest;
  }

  add(panel: Panel): void {
    for (const source of this.#sources) {
      for (const check of source.checks ?? []) {
        if (check.check === 'range') this.#addRange(panel, check, this.of(check));
        if (check.check === 'completeness') this.#addCompleteness(panel, source, this.of(check));
      }
    }
  }

  /** Values within a range, or series with a row in the cutoff week, of those there are. */
  of(check: QualityCheck): PanelCount {
    const known = this.#counts.get(check);
    if (known) return known;
    const count = { all: 0, met: 0 };
    this.#counts.set(check, count);
    return count;
  }

  /** Up to the cutoff; a column of the stores counts once a store. */
  #addRange(panel: Panel, { column, min = -Infinity, max = Infinity }: RangeCheck, count: PanelCount): void {
    const look = (value: number): void => {
      if (Number.isNaN(value)) return;
      count.all += 1;
      if (value >= min && value <= max) count.met += 1;
    };
    const matrix = matrixOf(panel, column);
    if (!matrix) return panel.storeAttributes[column]?.forEach(look);
    const width = panel.weeks.length;
    for (let cell = 0; cell < matrix.length; cell += 1) {
      if (cell % width <= panel.cutoffIndex) look(matrix[cell] ?? Number.NaN);
    }
  }

  /** The cutoff week against the series that had a value in it or in the quarter before. */
  #addCompleteness(panel: Panel, source: ResolvedSource, count: PanelCount): void {
    const matrices = panelColumns(source, this.#manifest).flatMap((name) => matrixOf(panel, name) ?? []);
    const width = panel.weeks.length;
    const has = (series: number, week: number): boolean =>
      matrices.some((matrix) => !Number.isNaN(matrix[series * width + week] ?? Number.NaN));
    const from = Math.max(0, panel.cutoffIndex - weeksOfQuarter);
    for (let series = 0; series < panel.seriesItem.length; series += 1) {
      let active = false;
      for (let week = from; week <= panel.cutoffIndex && !active; week += 1) active = has(series, week);
      if (!active) continue;
      count.all += 1;
      if (has(series, panel.cutoffIndex)) count.met += 1;
    }
  }
}

type RangeCheck = Extract<QualityCheck, { check: 'range' }>;

/** The columns of the panel that come from a source. */
export function panelColumns(
  { kind, standardColumns }: Pick<ResolvedSource, 'kind' | 'standardColumns'>,
  manifest: Pick<DatasetManifest, 'knownAhead' | 'observed'>,
): readonly string[] {
  const { unitsColumn } = sourceKindFacts[kind];
  if (unitsColumn !== undefined) return [unitsColumn];
  const known = new Set([...manifest.knownAhead, ...(manifest.observed ?? [])]);
  return standardColumns.filter(({ name, type }) => type === 'number' && known.has(name)).map(({ name }) => name);
}

function matrixOf(panel: Panel, column: string): Float64Array | undefined {
  return column === 'units' ? panel.units : (panel.knownAhead[column] ?? panel.observed[column]);
}
