import type {
  AttributeProfile,
  ColumnProfileOfSegment,
  ColumnRole,
  SegmentProfile,
  ValueFigures,
} from '../../contracts/profile.ts';
import { changeEdges } from '../../contracts/profile.ts';
import type { Panel } from '../../forecasting/panel.ts';
import { ItemCorrelation } from './item-correlation.ts';
import { FineHistogram, figure, scaled, scaleOf } from './value-scale.ts';

/** Weeks a profile is over: three years, and the quarter that a champion may be old. */
const profileWeeks = 169;
const weeksOfYear = 52;
const weeksOfQuarter = 13;
const mostSeries = 20_000;
/** Values that decide a column's scale, at most. */
const scaleSample = 10_000;
const quantiles = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

/** What the data of a segment look like up to the cutoff; the same data give the same profile. */
export function profileSegment(
  panel: Panel,
  segment: { readonly velocity: string; readonly items: readonly string[] },
): SegmentProfile {
  const items = new Set(segment.items);
  const series = [...panel.seriesItem.keys()].filter((one) =>
    items.has(panel.items[panel.seriesItem[one] ?? -1] ?? ''),
  );
  const every = Math.max(1, Math.ceil(series.length / mostSeries));
  const sampled = series.filter((_, index) => index % every === 0);
  const from = Math.max(0, panel.cutoffIndex + 1 - profileWeeks);
  const cutoff = panel.weeks[panel.cutoffIndex] ?? '';
  const column = (name: string, role: ColumnRole, matrix: Float64Array) =>
    profileColumnOf(panel, { name, role, matrix, series: sampled, from });
  const stores = [...new Set(series.map((one) => panel.seriesStore[one] ?? 0))].sort((a, b) => a - b);
  return {
    profileVersion: 1,
    region: panel.region,
    format: panel.format,
    velocity: segment.velocity,
    cutoff,
    firstWeek: panel.weeks[from] ?? cutoff,
    weeks: panel.cutoffIndex + 1 - from,
    series: series.length,
    items: items.size,
    sampledSeries: sampled.length,
    columns: [
      column('units', 'units', panel.units),
      ...Object.entries(panel.knownAhead).map(([name, matrix]) => column(name, 'known-ahead', matrix)),
      ...Object.entries(panel.observed).map(([name, matrix]) => column(name, 'observed', matrix)),
    ],
    attributes: Object.entries(panel.storeAttributes).map(([attribute, values]) =>
      profileAttribute(
        attribute,
        Float64Array.from(stores, (store) => values[store] ?? Number.NaN),
      ),
    ),
  };
}

interface ColumnInput {
  readonly name: string;
  readonly role: ColumnRole;
  readonly matrix: Float64Array;
  readonly series: readonly number[];
  /** First week of the profile. */
  readonly from: number;
}

function profileColumnOf(panel: Panel, { name, role, matrix, series, from }: ColumnInput): ColumnProfileOfSegment {
  const width = panel.weeks.length;
  const weeks = panel.cutoffIndex + 1 - from;
  const fine = new FineHistogram(scaleOf(sampleOf(matrix, series, width, from, panel.cutoffIndex)));
  const { scale } = fine;
  const tally = new Tally();
  const seasons = [0, 1, 2, 3].map(() => new Tally());
  const seasonOf = panel.weeks.map((week) => Math.floor((Number(week.slice(5, 7)) - 1) / 3));
  const weekly = new Array<number>(weeks).fill(0);
  const changes = weekly.map((): number[] => []);
  const scaledValues = new Float64Array(panel.cutoffIndex + 1);
  const correlation = new ItemCorrelation(panel.items.length, Math.ceil(weeks / weeksOfQuarter));
  const firstNeeded = Math.max(0, from - weeksOfYear);
  for (const one of series) {
    const item = panel.seriesItem[one] ?? 0;
    for (let week = firstNeeded; week <= panel.cutoffIndex; week += 1) {
      const value = matrix[one * width + week] ?? Number.NaN;
      const t = Number.isNaN(value) ? Number.NaN : scaled(value, scale);
      scaledValues[week] = t;
      if (week < from || Number.isNaN(t)) continue;
      fine.add(t);
      tally.add(value);
      seasons[seasonOf[week] ?? 0]?.add(value);
      const at = week - from;
      weekly[at] = (weekly[at] ?? 0) + 1;
      const before = week - weeksOfYear < firstNeeded ? Number.NaN : (scaledValues[week - weeksOfYear] ?? Number.NaN);
      if (Number.isNaN(before)) continue;
      const counts = (changes[at] ??= []);
      if (counts.length === 0) counts.push(...new Array<number>(changeEdges.length + 1).fill(0));
      const bin = changeBin(t - before);
      counts[bin] = (counts[bin] ?? 0) + 1;
      correlation.add(item, Math.floor(at / weeksOfQuarter), t - before);
    }
  }
  return {
    column: name,
    role,
    ...figuresOf(tally, series.length * weeks, fine),
    histogram: fine.toHistogram(),
    seasonMeans: seasons.map((season) => (season.count === 0 ? null : figure(season.mean))),
    weekly,
    changes,
    itemCorrelation: figure(correlation.value()),
  };
}

function profileAttribute(attribute: string, values: Float64Array): AttributeProfile {
  const present = values.filter((value) => !Number.isNaN(value));
  const fine = new FineHistogram(scaleOf(present.map(Math.abs)));
  const tally = new Tally();
  for (const value of present) {
    fine.add(scaled(value, fine.scale));
    tally.add(value);
  }
  return { attribute, ...figuresOf(tally, values.length, fine), histogram: fine.toHistogram() };
}

/** Bin of a change among those that `changeEdges` part; an edge belongs to the bin above it. */
export function changeBin(change: number): number {
  let bin = 0;
  while (bin < changeEdges.length && change >= (changeEdges[bin] ?? 0)) bin += 1;
  return bin;
}

/** Absolute values at even distances over a column. */
function sampleOf(matrix: Float64Array, series: readonly number[], width: number, from: number, to: number) {
  const cells = series.length * (to - from + 1);
  const step = Math.max(1, Math.floor(cells / scaleSample));
  const sizes: number[] = [];
  for (let cell = 0; cell < cells; cell += step) {
    const one = series[Math.floor(cell / (to - from + 1))] ?? 0;
    const value = matrix[one * width + from + (cell % (to - from + 1))] ?? Number.NaN;
    if (!Number.isNaN(value)) sizes.push(Math.abs(value));
  }
  return Float64Array.from(sizes);
}

function figuresOf(tally: Tally, cells: number, fine: FineHistogram): ValueFigures {
  const { count } = tally;
  if (count === 0) return { count, missing: cells, min: null, max: null, mean: null, std: null, quantiles: [] };
  return {
    count,
    missing: cells - count,
    min: figure(tally.min),
    max: figure(tally.max),
    mean: figure(tally.mean),
    std: figure(tally.std),
    quantiles: fine.quantiles(quantiles),
  };
}

/** Count, range, mean and deviation in one pass (B. Welford, Technometrics 4, 1962). */
class Tally {
  count = 0;
  min = Infinity;
  max = -Infinity;
  mean = 0;
  #squares = 0;

  get std(): number {
    return Math.sqrt(this.#squares / Math.max(1, this.count));
  }

  add(value: number): void {
    this.count += 1;
    const distance = value - this.mean;
    this.mean += distance / this.count;
    this.#squares += distance * (value - this.mean);
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }
}
