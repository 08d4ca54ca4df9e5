import type { Item } from '../model/items.ts';
import type { RegionModel } from '../model/region-model.ts';
import { bestForecasts } from './best-forecasts.ts';

const forecasters = ['mean', 'median', 'relative'] as const;
type Forecaster = (typeof forecasters)[number];

interface Errors {
  readonly mape: number | null;
  readonly wape: number | null;
}

/** The errors nobody can go below but by luck, of one segment. */
export interface OracleSegment {
  readonly region: string;
  readonly format: 'large' | 'small';
  readonly velocity: 'fast' | 'slow';
  readonly items: readonly string[];
  /** Rows of the measured weeks; zeros count in WAPE alone. */
  readonly rows: number;
  readonly zeroShare: number;
  /** Of the expected units, of the median, and of what is best by MAPE. */
  readonly errors: Readonly<Record<Forecaster, Errors>>;
}

interface Sums {
  /** Units up to the last week, which decide velocity. */
  total: number;
  rows: number;
  positive: number;
  actual: number;
  readonly relative: Record<Forecaster, number>;
  readonly absolute: Record<Forecaster, number>;
}

/** Share of a region and format's units that the fast movers make up, as the engine's default has it. */
const fastShareOfUnits = 0.8;

/**
 * How well one could forecast who knows every parameter, the weather to come and the wandering level, but neither the
 * draw nor that a shelf will be empty. Measured on the last weeks, on rows that exist.
 */
export class Oracle {
  readonly #model: RegionModel;
  readonly #sums = new Map<string, Sums>();
  readonly #sumsOfSeries: readonly Sums[];

  constructor(model: RegionModel) {
    this.#model = model;
    const { seriesStore, seriesItem, stores, items } = model;
    this.#sumsOfSeries = Array.from(seriesStore, (store, series) =>
      this.#sumsOf(stores[store]!.banner.format, items[seriesItem[series]!]!),
    );
  }

  /** Takes a week of sales; `measure` where its forecasts count. */
  add(measure: boolean): void {
    const { seriesItem, items, sales } = this.#model;
    for (let series = 0; series < seriesItem.length; series += 1) {
      const mean = sales.expected[series]!;
      if (Number.isNaN(mean)) continue;
      const sums = this.#sumsOfSeries[series]!;
      const actual = sales.units[series]!;
      sums.total += actual;
      if (!measure) continue;
      const { shape } = items[seriesItem[series]!]!;
      const forecasts = { mean, ...bestForecasts(mean, shape) };
      sums.rows += 1;
      sums.actual += actual;
      if (actual > 0) sums.positive += 1;
      for (const name of forecasters) {
        const error = Math.abs(forecasts[name] - actual);
        sums.absolute[name] += error;
        if (actual > 0) sums.relative[name] += error / actual;
      }
    }
  }

  segments(): readonly OracleSegment[] {
    return (['large', 'small'] as const).flatMap((format) => {
      const ranked = this.#model.items
        .flatMap((item) => {
          const sums = this.#sums.get(`${format} ${item.id}`);
          return sums && sums.total > 0 ? [{ id: item.id, sums }] : [];
        })
        .sort((a, b) => b.sums.total - a.sums.total);
      const all = ranked.reduce((sum, { sums }) => sum + sums.total, 0);
      let before = 0;
      const fast = ranked.filter(({ sums }) => {
        const isFast = before < fastShareOfUnits * all;
        before += sums.total;
        return isFast;
      });
      const slow = ranked.filter((candidate) => !fast.includes(candidate));
      return [this.#segment(format, 'fast', fast), this.#segment(format, 'slow', slow)];
    });
  }

  #segment(
    format: OracleSegment['format'],
    velocity: OracleSegment['velocity'],
    members: readonly { readonly id: string; readonly sums: Sums }[],
  ): OracleSegment {
    const sum = (of: (sums: Sums) => number): number => members.reduce((total, { sums }) => total + of(sums), 0);
    const [rows, positive, actual] = [sum((one) => one.rows), sum((one) => one.positive), sum((one) => one.actual)];
    return {
      ...{ region: this.#model.region.name, format, velocity, items: members.map(({ id }) => id).sort(), rows },
      zeroShare: rows === 0 ? 0 : rounded((rows - positive) / rows),
      errors: Object.fromEntries(
        forecasters.map((name) => [
          name,
          {
            mape: positive === 0 ? null : rounded(sum(({ relative }) => relative[name]) / positive),
            wape: actual === 0 ? null : rounded(sum(({ absolute }) => absolute[name]) / actual),
          },
        ]),
      ) as Record<Forecaster, Errors>,
    };
  }

  #sumsOf(format: string, { id }: Item): Sums {
    const key = `${format} ${id}`;
    const known = this.#sums.get(key);
    if (known) return known;
    const made: Sums = {
      ...{ total: 0, rows: 0, positive: 0, actual: 0 },
      relative: { mean: 0, median: 0, relative: 0 },
      absolute: { mean: 0, median: 0, relative: 0 },
    };
    this.#sums.set(key, made);
    return made;
  }
}

function rounded(value: number): number {
  return Math.round(10_000 * value) / 10_000;
}
