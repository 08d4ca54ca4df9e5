import { randomStream } from '../../forecasting/random.ts';
import { categories, type Category } from './categories.ts';
import { between, normal, oneOf } from './draws.ts';

/** How an item sells. */
type Pace = 'fast' | 'slow' | 'intermittent';

export interface Item {
  /** Standard name: digits without leading zeros. */
  readonly id: string;
  readonly category: Category;
  readonly categoryIndex: number;
  readonly brand: string;
  readonly product: string;
  readonly ounces: number;
  readonly pace: Pace;
  /** Units a week in an average large store at the regular price, out of season. */
  readonly rate: number;
  /** Whether small stores sell it. */
  readonly inSmallStores: boolean;
  /** US dollars in the first week. */
  readonly regularPrice: number;
  readonly elasticity: number;
  readonly dealUplift: number;
  readonly featureUplift: number;
  /** On log demand, a year. */
  readonly trend: number;
  /** On log demand, per standard deviation of a store's median income. */
  readonly incomeEffect: number;
  /** On log demand, per standard deviation of a store's household size. */
  readonly householdEffect: number;
  /** Shape of the negative binomial: the variance is mean + mean² / shape. */
  readonly shape: number;
}

const brands = ['Harvest Lane', 'Blue Ridge', 'Sunny Acre', 'Old Mill', 'Casa Verde', 'Store Brand'] as const;
const sizes = [6, 8, 10, 12, 16, 24, 32] as const;

/** Share of the items that sell less than a unit a week. */
const intermittentShare = 0.12;

/** The assortment: rates fall from item to item, the last ones sell now and then. */
export function makeItems(seed: number, count: number): readonly Item[] {
  const nIntermittent = Math.max(1, Math.round(count * intermittentShare));
  const nRegular = count - nIntermittent;
  return Array.from({ length: count }, (_, rank): Item => {
    const random = randomStream(seed, 'item', rank);
    const categoryIndex = rank % categories.length;
    const category = categories[categoryIndex] as Category;
    const brand = oneOf(random, brands);
    const ounces = oneOf(random, sizes);
    const intermittent = rank >= nRegular;
    const share = rank / nRegular;
    return {
      ...{ id: String(1001 + rank), category, categoryIndex, brand, ounces },
      product: oneOf(random, category.products),
      pace: intermittent ? 'intermittent' : share < 0.45 ? 'fast' : 'slow',
      rate: intermittent ? between(random, 0.3, 0.9) : 110 * Math.exp(-2.6 * share + 0.15 * normal(random)),
      inSmallStores: !intermittent && share < 0.6,
      regularPrice: Math.round(100 * between(random, 1.2, 7.5)) / 100 - 0.01,
      elasticity: category.elasticity + 0.2 * normal(random),
      dealUplift: Math.max(0.02, category.dealUplift + 0.04 * normal(random)),
      featureUplift: Math.max(0.05, category.featureUplift + 0.06 * normal(random)),
      trend: 0.03 * normal(random),
      incomeEffect: brand === 'Store Brand' ? -0.15 : 0.06 + 0.05 * normal(random),
      householdEffect: 0.04 * (ounces / 12 - 1) + 0.02 * normal(random),
      shape: intermittent ? 3 : between(random, 25, 50),
    };
  });
}
