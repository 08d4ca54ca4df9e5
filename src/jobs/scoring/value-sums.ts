import type { BusinessValue, ItemValue, ValueWeek } from '../../contracts/business-value.ts';
import type { Week } from '../../contracts/week.ts';

/** A forecast whose actual has arrived, in units; NaN where something is not known. */
interface ValuedRow {
  readonly item: string;
  readonly actual: number;
  readonly forecast: number;
  readonly mean: number;
  readonly baseline: number;
  readonly lastYear: number;
  readonly price: number;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Adds up what forecasts were worth, by week and by item. */
export class ValueSums {
  readonly #weeks: ValueWeek[] = [];
  readonly #items = new Map<string, Mutable<Omit<ItemValue, 'money'>> & { money: { over: number; under: number } }>();
  readonly #hasPrice: boolean;
  #unpriced = 0;

  constructor(hasPrice: boolean) {
    this.#hasPrice = hasPrice;
  }

  /** The rows of a week. One whose forecast or baseline is not a number counts nowhere. */
  addWeek(week: Week, cutoff: Week, rows: Iterable<ValuedRow>): void {
    const sums = { rows: 0, units: 0, error: 0, baselineError: 0 };
    const lastYear = { rows: 0, units: 0, error: 0, published: 0 };
    for (const row of rows) {
      const { actual, forecast, baseline } = row;
      if (Number.isNaN(forecast) || Number.isNaN(baseline)) continue;
      sums.rows += 1;
      sums.units += actual;
      sums.error += Math.abs(forecast - actual);
      sums.baselineError += Math.abs(baseline - actual);
      if (!Number.isNaN(row.lastYear)) {
        lastYear.rows += 1;
        lastYear.units += actual;
        lastYear.error += Math.abs(row.lastYear - actual);
        lastYear.published += Math.abs(forecast - actual);
      }
      this.#addItem(row);
    }
    if (sums.rows > 0) this.#weeks.push({ week, cutoff, ...rounded(sums), lastYear: rounded(lastYear) });
  }

  /** @param most items in each of the lists */
  value(most: number): Omit<BusinessValue, 'lost'> {
    const items = [...this.#items.values()];
    const ranked = (side: 'over' | 'under'): readonly ItemValue[] => {
      const of = (one: (typeof items)[number]): number => (this.#hasPrice ? one.money[side] : one[side]);
      return items
        .filter((one) => of(one) > 0)
        .sort((a, b) => of(b) - of(a) || (a.item < b.item ? -1 : 1))
        .slice(0, most)
        .map(({ item, money, ...sums }) => {
          return { item, ...rounded(sums), ...(this.#hasPrice ? { money: rounded(money) } : {}) };
        });
    };
    return {
      weeks: this.#weeks,
      items: items.length,
      over: ranked('over'),
      under: ranked('under'),
      ...(this.#hasPrice ? { unpriced: this.#unpriced } : {}),
    };
  }

  #addItem({ item, actual, forecast, mean, price }: ValuedRow): void {
    const sums = this.#items.get(item) ?? {
      ...{ item, rows: 0, sold: 0, forecast: 0, over: 0, under: 0, money: { over: 0, under: 0 } },
    };
    this.#items.set(item, sums);
    // What is added up over stores and weeks has to be unbiased.
    const unbiased = Number.isNaN(mean) ? forecast : mean;
    const [over, under] = [Math.max(0, unbiased - actual), Math.max(0, actual - unbiased)];
    sums.rows += 1;
    sums.sold += actual;
    sums.forecast += unbiased;
    sums.over += over;
    sums.under += under;
    if (Number.isNaN(price)) this.#unpriced += 1;
    else {
      sums.money.over += over * price;
      sums.money.under += under * price;
    }
  }
}

/** Sums to a thousandth: more digits are noise. */
function rounded<Sums extends Readonly<Record<string, number>>>(sums: Sums): Sums {
  return Object.fromEntries(
    Object.entries(sums).map(([name, value]) => [name, Math.round(1000 * value) / 1000]),
  ) as Sums;
}
