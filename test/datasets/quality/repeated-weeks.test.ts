import { describe, expect, test } from 'vitest';
import type { SourceQuality } from '../../../src/contracts/dataset.ts';
import type { RepeatedWeek } from '../../../src/contracts/project.ts';
import { addWeeks } from '../../../src/contracts/week.ts';
import { repeatedWeekFault } from '../../../src/datasets/quality/repeated-weeks.ts';
import { RepeatedKeyCounter } from '../../../src/datasets/snapshot/repeated-keys.ts';
import { randomStream } from '../../../src/forecasting/random.ts';

const nWeeks = 20;
const nSeries = 60;
const weeks = Array.from({ length: nWeeks }, (_, week) => addWeeks('2025-01-06', week));

/** Deliveries of one week of a series, in the order of their files: file and units. */
type Deliveries = (week: number, series: number, poisson: (mean: number) => number) => readonly [number, number][];

/** What the check says of such deliveries. */
function faultOf(taken: RepeatedWeek, deliveries: Deliveries): string | undefined {
  const random = randomStream(7);
  const poisson = (mean: number): number => {
    let [count, product] = [0, random()];
    while (product > Math.exp(-mean)) {
      count += 1;
      product *= random();
    }
    return count;
  };
  const counter = new RepeatedKeyCounter(weeks, nWeeks * nSeries);
  for (let week = 0; week < nWeeks; week += 1) {
    for (let series = 0; series < nSeries; series += 1) {
      const rows = deliveries(week, series, poisson);
      rows.forEach(([file, units], index) => {
        if (index === 0) {
          counter.first(week, units);
          return;
        }
        const [from, old] = rows[index - 1]!;
        counter.again(series * nWeeks + week, week, [from, file], old, units);
      });
    }
  }
  const result = counter.result(Array.from({ length: 200 }, (_, file) => `file-${file}`));
  const quality = { ...(result ? { repeatedKeys: { taken, ...result } } : {}) } as SourceQuality;
  return repeatedWeekFault(quality);
}

const days = [0, 1, 2, 3, 4, 5, 6];
const daily =
  (mean: (series: number) => number, keepsZeros: boolean): Deliveries =>
  (week, series, poisson) =>
    days
      .map((day): [number, number] => [7 * week + day, poisson((day < 5 ? 1 : 1.6) * mean(series))])
      .filter(([, units]) => keepsZeros || units > 0);

const parts: readonly [string, Deliveries][] = [
  ['days of ordinary items', daily((series) => 1 + (series % 5), true)],
  ['days of slow items', daily(() => 0.3, true)],
  ['days of slow items, only those with sales', daily(() => 0.3, false)],
  ['days of large items', daily(() => 300, true)],
  [
    'weeks until last month, days since',
    (week, series, poisson) => (week < 16 ? [[week, poisson(20)]] : daily(() => 20 / 7, true)(week, series, poisson)),
  ],
  [
    'one week that two months share',
    (week, _, poisson) =>
      week === 8
        ? [
            [0, poisson(6)],
            [1, poisson(14)],
          ]
        : [[week < 8 ? 0 : 1, poisson(20)]],
  ],
];

const corrections: readonly [string, Deliveries][] = [
  [
    'extracts of four weeks that overlap',
    (week, _, poisson) => {
      const units = poisson(5);
      return [0, 1, 2, 3].map((behind): [number, number] => [
        week + behind,
        behind < 3 ? units : units + (units % 7 === 0 ? 1 : 0),
      ]);
    },
  ],
  [
    'weeks to date, that grow day by day',
    (week, _, poisson) => {
      let units = 0;
      return days.map((day): [number, number] => [7 * week + day, (units += poisson(2))]);
    },
  ],
  [
    'one week that was cases',
    (week, _, poisson) => {
      const units = poisson(24);
      return week === 9
        ? [
            [0, units / 12],
            [30, units],
          ]
        : [[0, units]];
    },
  ],
  [
    'corrections of single rows',
    (week, series, poisson) => {
      const units = poisson(5);
      return (week + series) % 15 === 0
        ? [
            [0, units],
            [30, poisson(5)],
          ]
        : [[0, units]];
    },
  ],
  ['nothing that comes again', (week, _, poisson) => [[week, poisson(5)]]],
];

describe('taken as corrections', () => {
  test.each(parts)('%s are found', (_, deliveries) => {
    expect(faultOf('corrections', deliveries)).toMatch(/units look like parts of a week.*set repeatedWeek: 'parts'/);
  });
  test.each(corrections)('%s pass', (_, deliveries) => {
    expect(faultOf('corrections', deliveries)).toBeUndefined();
  });
});

describe('taken as parts', () => {
  test.each(parts)('%s pass', (_, deliveries) => {
    expect(faultOf('parts', deliveries)).toBeUndefined();
  });
  test.each(corrections.slice(0, 1))('%s are found', (_, deliveries) => {
    expect(faultOf('parts', deliveries)).toMatch(
      /look like corrections of earlier ones.*set repeatedWeek: 'corrections'/,
    );
  });
});
