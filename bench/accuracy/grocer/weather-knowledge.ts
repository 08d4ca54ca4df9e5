import { randomStream } from '../../../src/forecasting/random.ts';
import type { Region } from '../../../src/generator/model/regions.ts';
import { forecastDay, type Weather } from '../../../src/generator/model/weather.ts';
import { truthWeeks, type GrocerSettings } from '../../../src/generator/settings.ts';

/** A week's weather as it moves demand: °F against the normal, and inches of rain a day. */
export interface WeekWeather {
  readonly anomaly: number;
  readonly inches: number;
}

/** y = intercept + slope × x, by least squares. */
interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/**
 * What one can know at a cutoff of a later week's weather: the best linear prediction from the forecast issued at the cutoff, fitted over
 * all weeks and zip codes of the region for each step. Without a forecast, which goes as far as the grocer's horizon and back as far
 * as its truth, the weather is the mean.
 */
export class WeatherKnowledge {
  readonly #weather: Weather;
  readonly #settings: GrocerSettings;
  readonly #region: Region;
  readonly #lines: readonly { readonly anomaly: Line; readonly inches: Line }[];
  readonly #mean: WeekWeather;
  readonly #forecasts = new Map<number, Float64Array>();

  constructor(settings: GrocerSettings, region: Region, weather: Weather) {
    this.#settings = settings;
    this.#region = region;
    this.#weather = weather;
    this.#lines = Array.from({ length: settings.horizonWeeks }, (_, i) => this.#fitStep(i + 1));
    const all = Array.from({ length: settings.weeks }, (_, week) =>
      this.#allZips((zip) => this.actual(zip, week)),
    ).flat();
    this.#mean = { anomaly: mean(all.map(({ anomaly }) => anomaly)), inches: mean(all.map(({ inches }) => inches)) };
  }

  /** @param week index from 0 */
  actual(zip: number, week: number): WeekWeather {
    const { days, temperature, normalTemperature, rain } = this.#weather;
    let [anomaly, inches] = [0, 0];
    for (let day = 7 * week; day < 7 * week + 7; day += 1) {
      anomaly += (temperature[zip * days + day]! - normalTemperature[day]!) / 7;
      inches += rain[zip * days + day]! / 7;
    }
    return { anomaly, inches };
  }

  /** What is expected at a cutoff of the week `step` weeks later. */
  expected(zip: number, cutoff: number, step: number): WeekWeather {
    const { weeks, horizonWeeks } = this.#settings;
    if (cutoff < weeks - truthWeeks || step > horizonWeeks) return this.#mean;
    const { anomaly, inches } = this.#lines[step - 1]!;
    const told = this.#told(zip, cutoff, step);
    return {
      anomaly: anomaly.intercept + anomaly.slope * told.anomaly,
      inches: inches.intercept + inches.slope * told.inches,
    };
  }

  /** The forecast itself, over the days of the week. */
  #told(zip: number, cutoff: number, step: number): WeekWeather {
    const leads = 7 * this.#settings.horizonWeeks;
    const forecast = this.#forecastOf(cutoff);
    let [anomaly, inches] = [0, 0];
    for (let lead = 7 * (step - 1) + 1; lead <= 7 * step; lead += 1) {
      const at = 2 * (zip * leads + lead - 1);
      anomaly += (forecast[at]! - this.#weather.normalTemperature[7 * cutoff + 6 + lead]!) / 7;
      inches += forecast[at + 1]! / 7;
    }
    return { anomaly, inches };
  }

  /** Temperature and rain by zip code and lead, drawn as the generator draws the file of the week. */
  #forecastOf(cutoff: number): Float64Array {
    const known = this.#forecasts.get(cutoff);
    if (known) return known;
    const { seed, horizonWeeks } = this.#settings;
    const random = randomStream(seed, 'forecasts', this.#region.name, cutoff);
    const leads = 7 * horizonWeeks;
    const drawn = new Float64Array(2 * this.#weather.zips.length * leads);
    for (let zip = 0; zip < this.#weather.zips.length; zip += 1) {
      for (let lead = 1; lead <= leads; lead += 1) {
        const { temperature, rain } = forecastDay(
          this.#weather,
          this.#region,
          zip,
          7 * cutoff + 6 + lead,
          lead,
          random,
        );
        drawn.set([temperature, rain], 2 * (zip * leads + lead - 1));
      }
    }
    this.#forecasts.set(cutoff, drawn);
    return drawn;
  }

  #fitStep(step: number): { readonly anomaly: Line; readonly inches: Line } {
    const cutoffs = Array.from({ length: this.#settings.weeks - step }, (_, week) => week);
    const pairs = cutoffs.flatMap((cutoff) =>
      this.#allZips((zip) => ({ told: this.#told(zip, cutoff, step), actual: this.actual(zip, cutoff + step) })),
    );
    const line = (part: keyof WeekWeather): Line =>
      fitLine(
        pairs.map(({ told }) => told[part]),
        pairs.map(({ actual }) => actual[part]),
      );
    return { anomaly: line('anomaly'), inches: line('inches') };
  }

  #allZips<Value>(value: (zip: number) => Value): Value[] {
    return this.#weather.zips.map((_, zip) => value(zip));
  }
}

export function fitLine(x: readonly number[], y: readonly number[]): Line {
  const [meanX, meanY] = [mean(x), mean(y)];
  let [products, squares] = [0, 0];
  x.forEach((value, i) => {
    products += (value - meanX) * (y[i]! - meanY);
    squares += (value - meanX) ** 2;
  });
  const slope = squares > 0 ? products / squares : 0;
  return { intercept: meanY - slope * meanX, slope };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
