import { randomStream } from '../../forecasting/random.ts';
import { between, oneOf } from './draws.ts';
import type { Item } from './items.ts';
import type { Region } from './regions.ts';
import type { Banner } from './stores.ts';

/** Prices and promotions of one item in the stores of a banner and region, week by week. */
export interface PricePlan {
  /** US dollars, whole cents. */
  readonly price: Float64Array;
  /** 0: none; 1: a shown price reduction; 2: in the flyer too. */
  readonly promotion: Uint8Array;
  /** What price and promotion do to log demand, the emptier cupboards after a promotion not among it. */
  readonly effect: Float64Array;
}

const inflationPerYear = 0.025;

/** Of log demand, in the week after a promotion: people have stocked up. */
export const stockedUpEffect = -0.12;

/**
 * Plans `weeks` weeks; a longer plan begins with the same weeks. Regular prices rise every half year; now and then a
 * price is tried out for some weeks without a word; every six to ten weeks the item is on promotion for one or two.
 */
export function planPrices(seed: number, region: Region, banner: Banner, item: Item, weeks: number): PricePlan {
  const random = randomStream(seed, 'prices', region.name, banner.name, item.id);
  const plan = { price: new Float64Array(weeks), promotion: new Uint8Array(weeks), effect: new Float64Array(weeks) };
  const untilPromotion = (): number => Math.floor(between(random, 5, 10));
  let next = untilPromotion();
  let left = 0;
  let discount = 0;
  let promotion: 0 | 1 | 2 = 0;
  let trialLeft = 0;
  let trial = 1;
  for (let week = 0; week < weeks; week += 1) {
    if (left === 0) {
      promotion = 0;
      discount = 0;
      if (next === 0) {
        left = random() < 0.7 ? 1 : 2;
        discount = oneOf(random, [0.1, 0.15, 0.2, 0.25, 0.33]);
        promotion = random() < 0.4 ? 2 : 1;
        next = untilPromotion();
      } else next -= 1;
    }
    if (left > 0) left -= 1;
    if (trialLeft === 0) {
      trial = 1;
      if (random() < 0.02) {
        trialLeft = Math.floor(between(random, 3, 8));
        trial = oneOf(random, [0.92, 0.95, 1.05, 1.08]);
      }
    } else trialLeft -= 1;
    const regular = item.regularPrice * banner.priceLevel * Math.exp(inflationPerYear * 0.5 * Math.floor(week / 26));
    const price = Math.round(100 * regular * trial * (1 - discount)) / 100;
    plan.price[week] = price;
    plan.promotion[week] = promotion;
    plan.effect[week] =
      item.elasticity * Math.log(price / regular) +
      (promotion > 0 ? item.dealUplift : 0) +
      (promotion > 1 ? item.featureUplift : 0);
  }
  return plan;
}
