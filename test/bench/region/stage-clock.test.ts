import { expect, test } from 'vitest';
import { StageClock } from '../../../bench/region/stage-clock.ts';

test('stages are timed by the lines of the region, whatever its segments say in between', () => {
  const clock = new StageClock(1000);
  clock.see('project grocer: 1 region, environment dev, without Temporal; state in /tmp/s', 1500);
  clock.see('0:00 midwest: waiting', 2000);
  clock.see('0:00 midwest: ingesting', 4000);
  clock.see('0:09 midwest: training', 13_250);
  clock.see('0:10 midwest/large/fast: training (lasso)', 14_000);
  clock.see('1:02:03 us-midwest: scoring', 20_000);
  expect(clock.end(21_000)).toEqual({
    seconds: 20,
    stages: { start: 3, ingesting: 9.3, training: 6.8, scoring: 1 },
  });
});
