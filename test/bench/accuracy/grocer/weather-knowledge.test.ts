import { expect, test } from 'vitest';
import { fitLine, WeatherKnowledge } from '../../../../bench/accuracy/grocer/weather-knowledge.ts';
import { regionsOf } from '../../../../src/generator/raw/masters.ts';
import { makeWeather } from '../../../../src/generator/model/weather.ts';
import { defaultGrocer } from '../../../../src/generator/settings.ts';

const settings = { ...defaultGrocer, regions: 1, weeks: 104 };
const [region] = regionsOf(settings);
const weather = makeWeather(settings.seed, region!, 4, settings.from, settings.weeks + settings.horizonWeeks);
const knowledge = new WeatherKnowledge(settings, region!, weather);

test('a line by least squares', () => {
  expect(fitLine([0, 1, 2], [1, 3, 5])).toEqual({ intercept: 1, slope: 2 });
  expect(fitLine([4, 4], [1, 3])).toEqual({ intercept: 2, slope: 0 });
});

test('the forecast says something about the weather, less the further ahead, and never all', () => {
  const errors = [1, 2, 3].map((step) => errorOf((zip, cutoff) => knowledge.expected(zip, cutoff, step).anomaly, step));
  const ofMean = errorOf((zip, cutoff) => knowledge.expected(zip, cutoff, 4).anomaly, 3);
  expect(errors[0]).toBeGreaterThan(0.1);
  expect(errors[0]).toBeLessThan(errors[2]!);
  expect(errors[0]).toBeLessThan(ofMean / 2);
});

test('before the weeks that have forecasts, and beyond the horizon, it is the mean', () => {
  const mean = knowledge.expected(0, 50, 1);
  expect(knowledge.expected(3, 99, 4)).toEqual(mean);
  expect(Math.abs(mean.anomaly)).toBeLessThan(2);
});

/** Mean absolute error in °F over the cutoffs that have a forecast. */
function errorOf(forecast: (zip: number, cutoff: number) => number, step: number): number {
  const errors = [91, 93, 95, 97, 99].flatMap((cutoff) =>
    [0, 1, 2, 3].map((zip) => Math.abs(forecast(zip, cutoff) - knowledge.actual(zip, cutoff + step).anomaly)),
  );
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
