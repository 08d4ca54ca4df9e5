import { isOptionalMember, members, optionalMembers, type MemberName, type Segment } from '../../contracts/segment.ts';
import type { Week } from '../../contracts/week.ts';
import type { Columns } from '../../ports/table-engine.ts';

/** One forecast, in units. Members a model lacks, and numbers that no backtest window calibrates, are missing. */
export interface ForecastRow extends Readonly<Record<MemberName, number | undefined>> {
  readonly segment: Segment;
  readonly store: string;
  readonly item: string;
  readonly cutoff: Week;
  readonly step: number;
  /** Target week. */
  readonly week: Week;
  /** Model version, or the fallback's name: `seasonal`, `baseline`. */
  readonly scoredBy: string;
  /** The forecast made for the project's aim. */
  readonly forecast: number;
  /** The unbiased number, for sums over stores, items and weeks. */
  readonly mean: number | undefined;
  readonly baseline: number;
  readonly p10: number | undefined;
  readonly p50: number | undefined;
  readonly p90: number | undefined;
}

/** Optional members stand behind the others: who reads files by position finds those where they were before there were optional ones. */
const inEveryFile = members.filter((name) => !isOptionalMember(name));

const numbers = ['forecast', 'mean', 'p10', 'p50', 'p90', 'baseline', ...inEveryFile, ...optionalMembers] as const;

/** Published forecasts as columns, one row per series and step. */
export class ForecastTable {
  readonly #rows: ForecastRow[] = [];

  get rows(): number {
    return this.#rows.length;
  }

  add(row: ForecastRow): void {
    this.#rows.push(row);
  }

  columns(): Columns {
    const rows = this.#rows;
    return {
      region: rows.map(({ segment }) => segment.region),
      format: rows.map(({ segment }) => segment.format),
      velocity: rows.map(({ segment }) => segment.velocity),
      store: rows.map(({ store }) => store),
      item: rows.map(({ item }) => item),
      cutoff: rows.map(({ cutoff }) => cutoff),
      week: rows.map(({ week }) => week),
      step: Float64Array.from(rows, ({ step }) => step),
      ...Object.fromEntries(numbers.map((name) => [name, Float64Array.from(rows, (row) => row[name] ?? Number.NaN)])),
      scored_by: rows.map(({ scoredBy }) => scoredBy),
    };
  }
}
