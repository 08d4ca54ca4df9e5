import { addWeeks } from '../src/contracts/week.ts';
import type { Panel } from '../src/forecasting/index.ts';
import { randomStream } from '../src/forecasting/random.ts';

const stores = 30;
const items = 12;
const weeks = 160;

/**
 * Synthetic series of the other kind: steady and seasonal. Level × season of the item × slow drift × mild promotions × noise of
 * 10%, half of which all stores of an item share. A tenth of the weeks have a price cut of 15% that sells 40% more. What the
 * orange-juice series teach must not make these worse.
 */
export function steadyPanel(cutoffIndex: number, seed = 1): Panel {
  const random = randomStream(seed, 'steady-panel');
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const nSeries = stores * items;
  const matrix = () => new Float64Array(nSeries * weeks).fill(Number.NaN);
  const [units, price, deal] = [matrix(), matrix(), matrix()];
  const ofItem = Array.from({ length: items }, () => ({
    level: 3 + 1.2 * normal(),
    swing: 0.2 + 0.5 * random(),
    peak: 52 * random(),
    promoted: Array.from({ length: weeks }, () => random() < 0.1),
    shocks: Array.from({ length: weeks }, () => 0.07 * normal()),
  }));
  const ofStore = Array.from({ length: stores }, () => 0.6 * normal());
  for (let s = 0; s < nSeries; s++) {
    const { level, swing, peak, promoted, shocks } = ofItem[s % items]!;
    let drift = 0.1 * normal();
    for (let w = 0; w < weeks; w++) {
      const cell = s * weeks + w;
      drift += 0.012 * normal();
      const isCut = promoted[w]!;
      price[cell] = isCut ? 1.7 : 2;
      deal[cell] = isCut ? 1 : 0;
      const season = swing * Math.cos((2 * Math.PI * (w - peak)) / 52.18);
      const log = level + ofStore[Math.floor(s / items)]! + drift + season + (isCut ? Math.log(1.4) : 0) + shocks[w]!;
      const sold = Math.round(20 * Math.exp(log + 0.07 * normal()));
      if (w <= cutoffIndex) units[cell] = sold;
    }
  }
  return {
    region: 'steady',
    format: 'all',
    weeks: Array.from({ length: weeks }, (_, w) => addWeeks('2022-01-03', w)),
    cutoffIndex,
    stores: Array.from({ length: stores }, (_, i) => `store-${i}`),
    items: Array.from({ length: items }, (_, i) => `item-${i}`),
    seriesStore: Int32Array.from({ length: nSeries }, (_, s) => Math.floor(s / items)),
    seriesItem: Int32Array.from({ length: nSeries }, (_, s) => s % items),
    units,
    knownAhead: { price, deal },
    observed: {},
    roles: { price: 'price', promotions: ['deal'] },
    storeAttributes: {},
    itemCategories: {},
  };
}
